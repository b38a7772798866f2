package org.ramwire.xbzrle;

import java.util.List;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoderProvider;

/** Brings {@code xbzrle} to the page encoders. Thread-safe. */
public final class XbzrlePageEncoderProvider implements PageEncoderProvider {

  /** For the service loader. */
  public XbzrlePageEncoderProvider() {}

  @Override
  public List<String> names() {
    return List.of(XbzrlePageEncoder.NAME);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the pages are larger than a delta can describe (XBZ-023)
   */
  @Override
  public PageEncoder open(String name, PageSize pageSize) {
    if (!name.equals(XbzrlePageEncoder.NAME)) {
      throw new IllegalArgumentException("no page encoder is called '" + name + "'");
    }
    return new XbzrlePageEncoder(pageSize);
  }
}
