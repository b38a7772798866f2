package org.ramwire.conformance.harness.judge;

/**
 * The first difference between an image and what it should be.
 *
 * @param block the block's name
 * @param pageOffset where the page starts in the block
 * @param byteOffset where the first differing byte stands in the block
 * @param expected the bytes from there that should be, in hex
 * @param found the bytes that are, in hex
 * @param pages how many pages differ in all
 */
public record ImageDifference(
    String block, long pageOffset, long byteOffset, String expected, String found, long pages) {

  /**
   * Says what should be.
   *
   * @return half a sentence for people
   */
  public String expectedText() {
    return String.format("%s at 0x%x of %s", expected, byteOffset, block);
  }

  /**
   * Says what is.
   *
   * @return half a sentence for people
   */
  public String foundText() {
    return String.format(
        "%s (page 0x%x, byte 0x%x of it; %d page%s differ%s)",
        found,
        pageOffset,
        byteOffset - pageOffset,
        pages,
        pages == 1 ? "" : "s",
        pages == 1 ? "s" : "");
  }
}
