/**
 * Codecs of single pages.
 *
 * <p>{@link org.ramwire.compression.PageDeflater} and {@link org.ramwire.compression.PageInflater}
 * do what COMPRESS_PAGE records need. {@link org.ramwire.compression.PageEncoder} is what a page
 * codec looks like to those who compare codecs; {@link org.ramwire.compression.PageEncoders} finds
 * them by name. XBZRLE's encoder comes from whoever knows both modules, by a {@link
 * org.ramwire.compression.PageEncoderProvider}.
 */
@NullMarked
package org.ramwire.compression;

import org.jspecify.annotations.NullMarked;
