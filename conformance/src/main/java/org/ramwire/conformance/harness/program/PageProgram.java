package org.ramwire.conformance.harness.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Entrant;
import org.ramwire.conformance.lab.bench.OpenEncoder;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;

/** A page encoder that is a program of its own, in role {@code page}. Thread-safe. */
public final class PageProgram implements Entrant {

  /** Ten seconds for each answer, 1 MiB on standard error for each, 2 GiB of memory. */
  public static final RunLimits LIMITS = RunLimits.DEFAULT.withTime(Duration.ofSeconds(10));

  private static final int NAME_CHARS = 80;

  private final List<String> command;
  private final RunLimits limits;
  private @Nullable PageHello hello;
  private @Nullable EncoderFault mute;

  /**
   * Takes the command that runs the program.
   *
   * @param command its words; {@code page} is put after them
   * @param limits what an answer may take: time, bytes on standard error, and memory of the program
   *     and its children together; nothing watches the folder
   */
  public PageProgram(List<String> command, RunLimits limits) {
    this.command = List.copyOf(command);
    this.limits = limits;
  }

  /** Returns what the program calls itself; asks it once. A mute one is called by its command. */
  @Override
  public String name() {
    try {
      return hello().name();
    } catch (EncoderFault e) {
      return "program:" + OneLine.of(String.join(" ", command), NAME_CHARS);
    }
  }

  @Override
  public EncoderKind kind(PageSize pageSize) throws EncoderFault {
    PageHello known = hello();
    known.check(pageSize);
    return known.kind();
  }

  @Override
  public OpenEncoder open(PageSize pageSize) throws EncoderFault {
    PageProgramPasses passes = start(pageSize);
    try {
      passes.learn();
    } catch (EncoderFault e) {
      passes.close();
      throw e;
    }
    return passes;
  }

  @Override
  public void prove(PageHistory history) throws EncoderFault {
    try (PageProgramPasses passes = start(history.pageSize())) {
      passes.prove(history);
    }
  }

  private synchronized PageHello hello() throws EncoderFault {
    if (mute != null) {
      throw mute;
    }
    if (hello == null) {
      try (PageProcess process = process()) {
        hello = process.hello();
      } catch (EncoderFault e) {
        mute = e;
        throw e;
      }
    }
    return hello;
  }

  private PageProcess process() throws EncoderFault {
    try {
      ProgramFile.check(command.get(0), System.getenv("PATH"));
    } catch (HarnessException e) {
      throw new EncoderFault("it cannot be started: " + e.getMessage());
    }
    List<String> words = new ArrayList<>(command);
    words.add("page");
    return PageProcess.start(words, limits);
  }

  private PageProgramPasses start(PageSize pageSize) throws EncoderFault {
    hello().check(pageSize);
    PageCoder sender = coder(pageSize, "encoding");
    try {
      return new PageProgramPasses(sender, coder(pageSize, "decoding"), pageSize.bytes());
    } catch (EncoderFault e) {
      sender.close();
      throw e;
    }
  }

  private PageCoder coder(PageSize pageSize, String what) throws EncoderFault {
    PageProcess process = process();
    try {
      PageHello again = process.hello();
      if (!again.equals(hello())) {
        throw new EncoderFault(
            "it says another hello the second time: '"
                + again.name()
                + "', '"
                + name()
                + "' before");
      }
    } catch (EncoderFault e) {
      process.close();
      throw e;
    }
    boolean delta = hello().kind() == EncoderKind.DELTA;
    return new PageCoder(process, delta, pageSize.bytes(), what);
  }
}
