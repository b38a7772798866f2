/**
 * Page encoders, and the pipelines that deflate and inflate pages with several threads.
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
 *
 * <p>{@link org.ramwire.compression.PageEncoder} is what a page codec looks like to those who
 * compare codecs; {@link org.ramwire.compression.PageEncoders} finds them by name. XBZRLE's encoder
 * comes from whoever knows both modules, by a {@link org.ramwire.compression.PageEncoderProvider}.
 */
package org.ramwire.compression;
