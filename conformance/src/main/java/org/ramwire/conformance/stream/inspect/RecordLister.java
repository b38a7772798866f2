package org.ramwire.conformance.stream.inspect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.element.ContainerAdapter;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.codec.record.PageHeader;

/** A visitor that lists every section and record with its offset, as text or as JSON. */
public final class RecordLister implements ContainerAdapter {

  private final PrintWriter text;
  private final JsonGenerator json;

  private RecordLister(PrintWriter text, JsonGenerator json) {
    this.text = text;
    this.json = json;
  }

  /**
   * Lists as lines.
   *
   * @param out takes a line a record
   * @return a lister
   */
  public static RecordLister asText(PrintWriter out) {
    return new RecordLister(out, null);
  }

  /**
   * Lists as objects.
   *
   * @param json is inside an array
   * @return a lister
   */
  public static RecordLister asJson(JsonGenerator json) {
    return new RecordLister(null, json);
  }

  @Override
  public void sectionStart(SectionHeader header) throws IOException {
    if (json == null) {
      text.printf(
          "0x%08x  %s %s (id %d)%n",
          header.offset(), header.type(), header.name(), Integer.toUnsignedLong(header.id()));
      return;
    }
    json.writeStartObject();
    json.writeNumberField("offset", header.offset());
    json.writeStringField("section", header.type().name());
    json.writeStringField("name", header.name());
    json.writeNumberField("id", Integer.toUnsignedLong(header.id()));
    json.writeEndObject();
  }

  @Override
  public void blockList(long offset, BlockList blocks) throws IOException {
    bare(offset, "MEM_SIZE", blocks);
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    page(page, 1, fill & 0xff);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    page(page, length, -1);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    page(page, length, -1);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    page(page, length, -1);
  }

  @Override
  public void mappedBlock(MappedBlock mapped) throws IOException {
    String idstr = mapped.block().idstr().toString();
    if (json == null) {
      text.printf(
          "0x%08x    %-13s %s  bitmap at 0x%x, pages at 0x%x%n",
          mapped.headerOffset(), "MAPPED", idstr, mapped.bitmapOffset(), mapped.pagesOffset());
      return;
    }
    json.writeStartObject();
    json.writeNumberField("offset", mapped.headerOffset());
    json.writeStringField("kind", "MAPPED");
    json.writeStringField("idstr", idstr);
    json.writeNumberField("bitmapOffset", mapped.bitmapOffset());
    json.writeNumberField("pagesOffset", mapped.pagesOffset());
    json.writeEndObject();
  }

  @Override
  public void hook(long offset) throws IOException {
    bare(offset, "HOOK", null);
  }

  @Override
  public void multifdFlush(long offset) throws IOException {
    bare(offset, "MULTIFD_FLUSH", null);
  }

  @Override
  public void endOfSection(long offset) throws IOException {
    bare(offset, "EOS", null);
  }

  private void page(PageHeader page, int payloadLength, int fill) throws IOException {
    String idstr = page.block().idstr().toString();
    if (json == null) {
      text.printf(
          "0x%08x    %-13s %s+0x%x%s  %d byte(s)%s%n",
          page.recordOffset(),
          page.kind(),
          idstr,
          page.pageOffset(),
          page.continued() ? " CONTINUE" : "",
          payloadLength,
          fill > 0 ? String.format(" of %02x", fill) : "");
      return;
    }
    json.writeStartObject();
    json.writeNumberField("offset", page.recordOffset());
    json.writeStringField("kind", page.kind().name());
    json.writeStringField("idstr", idstr);
    json.writeNumberField("pageOffset", page.pageOffset());
    json.writeBooleanField("continue", page.continued());
    json.writeNumberField("payloadOffset", page.payloadOffset());
    json.writeNumberField("payloadBytes", payloadLength);
    if (fill >= 0) {
      json.writeNumberField("fill", fill);
    }
    json.writeEndObject();
  }

  private void bare(long offset, String kind, BlockList blocks) throws IOException {
    if (json == null) {
      text.printf("0x%08x    %s%n", offset, kind);
      if (blocks != null) {
        for (RamBlock block : blocks) {
          text.printf("              %s %d bytes%n", block.idstr(), block.usedLength());
        }
      }
      return;
    }
    json.writeStartObject();
    json.writeNumberField("offset", offset);
    json.writeStringField("kind", kind);
    if (blocks != null) {
      json.writeArrayFieldStart("blocks");
      for (RamBlock block : blocks) {
        json.writeStartObject();
        json.writeStringField("idstr", block.idstr().toString());
        json.writeNumberField("lengthBytes", block.usedLength());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** The pages of a mapped file are in no record: the block's line tells where they stand. */
  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length) {}

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) {}
}
