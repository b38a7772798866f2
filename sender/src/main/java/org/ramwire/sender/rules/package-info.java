/** What each profile's build does of its own, in one place. */
package org.ramwire.sender.rules;
