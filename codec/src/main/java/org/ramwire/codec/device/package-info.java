/**
 * The grammars of the sections that are not ram and whose content tells where it ends (CON-060 to
 * CON-065).
 */
package org.ramwire.codec.device;
