/** The page encoders that other modules' codecs make: what {@code compression} cannot know of. */
package org.ramwire.conformance.encoders;
