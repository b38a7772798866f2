/**
 * Codecs of single pages.
 *
 * <p>{@link org.ramwire.compression.PageDeflater} and {@link org.ramwire.compression.PageInflater}
 * do what COMPRESS_PAGE records need. {@link org.ramwire.compression.BuiltInEncoders} brings plain,
 * zlib and zstd to those who compare codecs ({@code org.ramwire.format.page}).
 */
@NullMarked
package org.ramwire.compression;

import org.jspecify.annotations.NullMarked;
