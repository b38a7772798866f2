/** Golden streams' scenarios played on our own sender, and compared with what QEMU sent. */
package org.ramwire.conformance.lab.replay;
