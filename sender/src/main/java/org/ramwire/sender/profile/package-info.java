/** The builds of QEMU whose habits a sender can have. */
package org.ramwire.sender.profile;
