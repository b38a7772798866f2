/**
 * What a codec of single pages looks like to those who compare codecs: {@link
 * org.ramwire.format.page.PageEncoder}, and how {@link org.ramwire.format.page.PageEncoders} finds
 * those that there are.
 */
@NullMarked
package org.ramwire.format.page;

import org.jspecify.annotations.NullMarked;
