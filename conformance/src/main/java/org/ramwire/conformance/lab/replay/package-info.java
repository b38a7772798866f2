/** Golden streams' scenarios played on our own sender, and compared with what QEMU sent. */
@NullMarked
package org.ramwire.conformance.lab.replay;

import org.jspecify.annotations.NullMarked;
