/** The ways that a page can go to the destination, tried one after another. */
package org.ramwire.sender.route;
