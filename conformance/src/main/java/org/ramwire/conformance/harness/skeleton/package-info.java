/** Harness skeletons for those who write a codec: a protocol around a small working decoder. */
package org.ramwire.conformance.harness.skeleton;
