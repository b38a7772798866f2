/** Memory as files: one image for each block, and the index {@code blocks.json} beside them. */
package org.ramwire.conformance.stream.images;
