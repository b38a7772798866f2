package org.ramwire.conformance.suite.random;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.random.StreamPlan.Container;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/** The writing of a plan as a case file. */
final class StreamText {

  private static final int RAM_ID = 2;
  private static final int FIRST_DEVICE_ID = 100;

  private final StreamPlan plan;
  private final boolean body;
  private final boolean footers;
  private final Set<String> needs = new TreeSet<>();
  private final Set<String> clauses = new TreeSet<>();
  private StreamLines out;
  private PlanMemory memory;
  private RecordText records;

  /** The offset of EOF, or of the last EOS where there is none. */
  private int end;

  StreamText(StreamPlan plan) {
    this.plan = plan;
    this.body = plan.profile() == CaseProfile.BODY;
    this.footers = !body && plan.container().footers();
  }

  String caseText(String id) {
    write(Integer.MAX_VALUE, false);
    boolean whole = memory.whole(plan.blocks());
    write(Integer.MAX_VALUE, whole);
    if (plan.bad() == BadFrame.CUT) {
      // Never at the end, and never after it.
      write((int) ((long) (end + 1) * plan.cut() / 1000), whole);
    }
    List<String> lines = new ArrayList<>();
    lines.add("id " + id);
    lines.add("title a stream that was made up");
    lines.add("clauses " + String.join(" ", rejected() ? List.of(refusal()) : clauses));
    lines.add("profile " + plan.profile().label());
    if (!needs.isEmpty()) {
      lines.add("needs " + String.join(" ", needs));
    }
    lines.add("page-size " + plan.pageBytes());
    blocks(lines);
    lines.add("stream @start");
    return String.join("\n", lines) + "\n" + out.text() + expectation();
  }

  private void blocks(List<String> lines) {
    for (int i = 0; i < plan.blocks().size(); i++) {
      PlannedBlock block = plan.blocks().get(i);
      lines.add("block " + i + " " + block.pages() * plan.pageBytes() + " " + block.name());
    }
    for (int i = 0; i < plan.blocks().size(); i++) {
      PlannedBlock block = plan.blocks().get(i);
      for (int page = 0; block.before() >= 0 && page < block.pages(); page++) {
        lines.add("before " + i + " " + page * plan.pageBytes() + " pattern:" + block.before());
      }
    }
  }

  private boolean rejected() {
    return plan.bad() != BadFrame.NOTHING || badStep() != null;
  }

  private Step.Bad badStep() {
    return plan.sections().stream()
        .flatMap(section -> section.steps().stream())
        .filter(step -> step.kind() == Step.Kind.BAD)
        .map(Step.Bad.class::cast)
        .findFirst()
        .orElse(null);
  }

  private String refusal() {
    return plan.bad() != BadFrame.NOTHING ? plan.bad().clauses() : badStep().fault().clause();
  }

  private String expectation() {
    StringBuilder text = new StringBuilder();
    if (rejected()) {
      String from = plan.bad() != BadFrame.NOTHING ? "@start" : "@bad";
      text.append("expect reject ").append(refusal()).append(" at ").append(from);
      text.append("..@end\n");
    } else {
      text.append("expect accept\n");
      for (int i = 0; i < plan.blocks().size(); i++) {
        images(text, i);
      }
    }
    return text
        + "source property mode: legal, or surely not, by construction\n"
        + "why Nobody has thought of this stream.\n";
  }

  private void images(StringBuilder text, int index) {
    PlannedBlock block = plan.blocks().get(index);
    for (int page = 0; page < block.pages(); page++) {
      byte[] content = memory.page(block.key(), page);
      if (!Arrays.equals(content, new byte[content.length])) {
        text.append(String.format(Locale.ROOT, "image %d %d ", index, page * plan.pageBytes()));
        text.append(StreamLines.notation(content, plan.pageBytes())).append('\n');
      }
    }
  }

  private void write(int limit, boolean whole) {
    needs.clear();
    clauses.clear();
    clauses.add("RAM-070");
    out = new StreamLines(plan.pageBytes());
    out.cutAt(limit);
    memory = new PlanMemory(plan.blocks(), plan.pageBytes());
    records = new RecordText(plan, out, memory, needs, clauses);
    if (!body) {
      head();
      out.u8(SectionType.START).be32(RAM_ID).name(StreamConstants.RAM).be32(0);
      boolean old = plan.bad() == BadFrame.RAM_VERSION;
      out.be32(old ? StreamConstants.OLD_RAM_SECTION_VERSION : StreamConstants.RAM_SECTION_VERSION);
      out.end("START");
    }
    records.list(plan.bad() == BadFrame.TOTAL ? plan.pageBytes() : 0);
    eos(RAM_ID);
    for (int i = 0; i < plan.sections().size(); i++) {
      section(i, whole);
    }
    if (body) {
      // The last payload's EOS is the end: without it the stream is cut.
      return;
    }
    end = out.length();
    if (plan.bad() != BadFrame.NO_EOF) {
      out.u8(SectionType.EOF).end("EOF");
      if (plan.container().description()) {
        String json = "{\"page_size\": " + plan.pageBytes() + "}";
        out.u8(SectionType.VMDESC).be32(json.length()).hex(json.getBytes(StandardCharsets.UTF_8));
        out.end("description: " + json);
      }
    }
  }

  private void head() {
    out.text(plan.bad() == BadFrame.MAGIC ? "QEVN" : StreamConstants.MAGIC_TEXT);
    boolean obsolete = plan.bad() == BadFrame.VERSION;
    out.be32(obsolete ? StreamConstants.OBSOLETE_VERSION : StreamConstants.VERSION).end("header");
    Container container = plan.container();
    if (container.machine().isEmpty()) {
      return;
    }
    out.u8(SectionType.CONFIGURATION)
        .be32(container.machine().length())
        .text(container.machine())
        .end("configuration");
    if (container.pageBits()) {
      out.u8(SectionType.SUBSECTION).name("configuration/target-page-bits").be32(1);
      out.be32(Integer.numberOfTrailingZeros(plan.pageBytes())).end("");
    }
    if (container.uuid()) {
      out.u8(SectionType.SUBSECTION).name("configuration/uuid").be32(1);
      out.hex(StreamLines.pattern(1, 16)).end("");
    }
  }

  private void section(int index, boolean whole) {
    PlannedSection section = plan.sections().get(index);
    boolean lastOne = index == plan.sections().size() - 1;
    if (!body) {
      extra(section.extra(), FIRST_DEVICE_ID + index);
      int wrong = lastOne && plan.bad() == BadFrame.PART_ID ? 1 : 0;
      out.u8(lastOne ? SectionType.END : SectionType.PART)
          .be32(RAM_ID + wrong)
          .end(lastOne ? "END" : "PART");
    }
    for (Step step : section.steps()) {
      Runnable record =
          switch (step.kind()) {
            case PAGE -> () -> records.page((Step.OfPage) step);
            case BAD -> () -> records.bad((Step.Bad) step);
            case FLUSH -> whole ? records::flush : () -> {};
          };
      record.run();
    }
    eos(RAM_ID + (lastOne && plan.bad() == BadFrame.FOOTER_ID ? 1 : 0));
    end = out.length() - 1;
  }

  private void extra(PlannedSection.Extra extra, int id) {
    Runnable section =
        switch (extra) {
          case DEVICE -> () -> device(id);
          case COMMAND ->
              () ->
                  out.u8(SectionType.COMMAND)
                      .be16(MigrationCommand.SWITCHOVER_START.code())
                      .be16(0)
                      .end("SWITCHOVER_START");
          case NOTHING -> () -> {};
        };
    section.run();
  }

  private void device(int id) {
    if (footers) {
      out.u8(SectionType.FULL)
          .be32(id)
          .name("example")
          .be32(0)
          .be32(1)
          .hex(new byte[] {0, 0, 0, 7});
      footer(id);
      out.end("a device");
    }
  }

  private void eos(int id) {
    out.header(0, RamFlag.EOS);
    footer(id);
    out.end("EOS");
  }

  private void footer(int id) {
    if (footers) {
      out.u8(SectionType.FOOTER).be32(id);
    }
  }
}
