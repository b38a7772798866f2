/** The pages of a mapped-ram file, which stand at fixed places of it (MAP-001 to MAP-013). */
package org.ramwire.codec.mapped;
