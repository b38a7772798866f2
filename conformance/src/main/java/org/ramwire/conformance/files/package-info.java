/** What goes wrong with files, said so that a person knows which file and what to do. */
package org.ramwire.conformance.files;
