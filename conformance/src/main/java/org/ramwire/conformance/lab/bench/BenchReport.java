package org.ramwire.conformance.lab.bench;

import java.util.List;
import java.util.Map;
import org.ramwire.conformance.lab.history.PageHistory;

/**
 * All that a run of the benchmark found, and where.
 *
 * @param ramwire version of Ramwire
 * @param command the command line
 * @param started when, ISO 8601 in UTC
 * @param seconds how long it took
 * @param mode how figures were taken
 * @param machine where
 * @param corpora the histories, in the order of the rows
 * @param model what the forecasts assume
 * @param linksBitsPerSecond the links for which there are forecasts
 * @param rows the figures
 */
public record BenchReport(
    String ramwire,
    String command,
    String started,
    double seconds,
    Mode mode,
    Machine machine,
    List<Corpus> corpora,
    MigrationModel model,
    List<Double> linksBitsPerSecond,
    List<Row> rows) {

  /** The links of the default forecasts: 1, 10, 25 and 100 Gbit/s. */
  public static final List<Double> DEFAULT_LINKS = List.of(1e9, 10e9, 25e9, 100e9);

  /** How figures were taken. */
  public enum Mode {
    /** In one process, within a minute. */
    QUICK,
    /** By JMH, in processes of their own. */
    JMH
  }

  /**
   * Where figures were taken.
   *
   * @param processor its name as the operating system tells it
   * @param processors how many the JVM may use
   * @param memoryBytes of the machine; -1 if unknown
   * @param system operating system, version and architecture
   * @param java version and name of the JVM
   * @param loadAverage of one minute, at the start; -1 if unknown
   * @param libraries versions of the libraries behind the encoders, by name
   */
  public record Machine(
      String processor,
      int processors,
      long memoryBytes,
      String system,
      String java,
      double loadAverage,
      Map<String, String> libraries) {}

  /**
   * A history without its pages.
   *
   * @param name what rows call it
   * @param origin where it comes from
   * @param pageBytes size of a page
   * @param pages how many it has
   * @param foundPages how many its origin has, of which these are a sample
   * @param rounds of how many rounds
   * @param fingerprint SHA-256 in hex
   */
  public record Corpus(
      String name,
      String origin,
      int pageBytes,
      int pages,
      long foundPages,
      int rounds,
      String fingerprint) {

    /**
     * Describes a history.
     *
     * @param history it
     * @return all but its pages
     */
    public static Corpus of(PageHistory history) {
      return new Corpus(
          history.name(),
          history.origin(),
          history.pageSize().bytes(),
          history.pages(),
          history.foundPages(),
          history.rounds(),
          history.fingerprint());
    }
  }
}
