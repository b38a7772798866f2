package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ramwire.compression.PageEncoderContract;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoders;

final class XbzrlePageEncoderTest extends PageEncoderContract {

  @Override
  protected PageEncoder open(PageSize pageSize) {
    return PageEncoders.load().open("xbzrle", pageSize);
  }

  @Override
  protected Stream<PageSize> pageSizes() {
    return Stream.of(1024, 4096, 8192).map(PageSize::new);
  }

  @Test
  void givesNothingForAnUnchangedPage() {
    byte[] page = new byte[4096];
    assertThat(open(PageSize.X86).encode(page, 0, page.clone(), 0, new byte[4096], 0)).isZero();
  }

  @Test
  void leavesAPageAsItIsWhenTheDeltaWouldBeLonger() {
    byte[] page = new byte[4096];
    for (int at = 0; at < page.length; at += 2) {
      page[at] = 1;
    }
    assertThat(open(PageSize.X86).encode(page, 0, new byte[4096], 0, new byte[4096], 0))
        .isEqualTo(PageEncoder.NOT_ENCODED);
  }

  @Test
  void refusesPagesThatADeltaCannotDescribe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(new PageSize(16384)))
        .withMessageContaining("XBZ-023");
  }
}
