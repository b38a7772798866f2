/** The builds of QEMU whose habits a sender can have. */
@NullMarked
package org.ramwire.sender.profile;

import org.jspecify.annotations.NullMarked;
