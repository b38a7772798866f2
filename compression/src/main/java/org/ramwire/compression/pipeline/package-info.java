/**
 * The pipelines that deflate and inflate pages with several threads.
 *
 * <pre>
 * source ──submit──► DeflatePipeline ──records──► RamRecordWriter
 *                        │    ▲
 *                  copy  ▼    │ payload
 *                      WorkRing ◄──── threads, each with a codec of its own
 *               payload  ▲    │ page
 *                        │    ▼
 * reader ──submit──► InflatePipeline ──pages, in stream order──► PageSink
 * </pre>
 *
 * <p>The thread that submits is one of the threads, and the only one that writes records or pages.
 * A {@link org.ramwire.compression.pipeline.RecordOrder} says when the records of deflated pages
 * are written.
 */
@NullMarked
package org.ramwire.compression.pipeline;

import org.jspecify.annotations.NullMarked;
