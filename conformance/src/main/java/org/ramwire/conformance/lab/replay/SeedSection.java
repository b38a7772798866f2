package org.ramwire.conformance.lab.replay;

import java.util.List;

/**
 * A piece of a captured ram section, with its head and its footer.
 *
 * @param from offset of its head in the stream
 * @param payloadFrom offset of its payload
 * @param to offset of what follows it
 * @param records its page records, in order
 */
record SeedSection(int from, int payloadFrom, int to, List<SeedRecord> records) {}
