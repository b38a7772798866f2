package org.ramwire.conformance.suite.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.format.Clause;

/**
 * Clauses against cases: which cases test a clause, from which side, and what is missing.
 *
 * <p>A case that has to be taken tests its clauses positively, one that has to be refused
 * negatively. One that leaves the choice tests the clause that leaves it, on both sides, and no
 * other. An encoder's case tests its clauses on the writer's side; beyond that the strict reader
 * holds every encoder's output against each clause of which a negative case shows that it refuses a
 * breach.
 */
public final class ClauseMatrix {

  private final List<Row> rows;
  private final List<Waiver> waivers;
  private final boolean encoderCases;

  /**
   * The cases of one clause.
   *
   * @param clause the clause
   * @param positive streams that keep it and have to be taken
   * @param negative streams that break it and have to be refused
   * @param writer encoders' cases that name it
   */
  public record Row(
      Clause clause,
      List<ConformanceCase> positive,
      List<ConformanceCase> negative,
      List<ConformanceCase> writer) {

    /**
     * Returns the cases of a side.
     *
     * @param side the side
     * @return in the order of the cases
     */
    public List<ConformanceCase> cases(Side side) {
      return switch (side) {
        case POSITIVE -> positive;
        case NEGATIVE -> negative;
        case WRITER -> writer;
      };
    }
  }

  /**
   * A side of a clause that has neither case nor waiver.
   *
   * @param clause the clause
   * @param side the side
   */
  public record Hole(Clause clause, Side side) {}

  private ClauseMatrix(List<ConformanceCase> cases, List<Waiver> waivers) {
    this.rows = Stream.of(Clause.values()).map(clause -> row(clause, cases)).toList();
    this.waivers = List.copyOf(waivers);
    this.encoderCases = cases.stream().anyMatch(one -> one.role() == Role.ENCODE);
  }

  /**
   * Lays cases against clauses, with the waivers that come with them.
   *
   * @param cases the cases
   * @return the matrix
   */
  public static ClauseMatrix of(List<ConformanceCase> cases) {
    return of(cases, WaiverFile.read());
  }

  static ClauseMatrix of(List<ConformanceCase> cases, List<Waiver> waivers) {
    return new ClauseMatrix(cases, waivers);
  }

  private static Row row(Clause clause, List<ConformanceCase> cases) {
    List<ConformanceCase> positive = new ArrayList<>();
    List<ConformanceCase> negative = new ArrayList<>();
    List<ConformanceCase> writer = new ArrayList<>();
    for (ConformanceCase one : cases) {
      if (!one.clauses().contains(clause)) {
        continue;
      }
      if (one.role() == Role.ENCODE) {
        writer.add(one);
      } else if (one.expectation() instanceof Expectation.Either either) {
        if (either.allowedBy() == clause) {
          positive.add(one);
          negative.add(one);
        }
      } else {
        (one.expectation().kind() == Expectation.Kind.ACCEPT ? positive : negative).add(one);
      }
    }
    return new Row(clause, List.copyOf(positive), List.copyOf(negative), List.copyOf(writer));
  }

  /**
   * Returns the clauses with their cases.
   *
   * @return a row for each clause, in the order of the clauses
   */
  public List<Row> rows() {
    return rows;
  }

  /**
   * Returns the waivers.
   *
   * @return in the order of the file
   */
  public List<Waiver> waivers() {
    return waivers;
  }

  /**
   * Finds what excuses a side.
   *
   * @param clause the clause
   * @param side the side
   * @return the waiver, or nothing
   */
  public Optional<Waiver> waiver(Clause clause, Side side) {
    return waivers.stream()
        .filter(waiver -> waiver.clause() == clause && waiver.side() == side)
        .findFirst();
  }

  /**
   * Tells whether there are cases for encoders; without them nobody is held to the writer's side.
   *
   * @return true if there is one
   */
  public boolean encoderCases() {
    return encoderCases;
  }

  /**
   * Tells whether a side of a clause has to be tested: all of what a MUST asks of each role.
   *
   * @param clause the clause
   * @param side the side
   * @return true if a case or a waiver has to be there
   */
  public boolean required(Clause clause, Side side) {
    return binds(clause, side) && (side != Side.WRITER || encoderCases);
  }

  private static boolean binds(Clause clause, Side side) {
    Clause.Role free = side == Side.WRITER ? Clause.Role.READER : Clause.Role.WRITER;
    return clause.level() == Clause.Level.MUST && clause.role() != free;
  }

  /**
   * Tells whether the strict reader, which reads every encoder's output, refuses a breach of a
   * clause.
   *
   * @param row the clause with its cases
   * @return true if a negative case shows that
   */
  public boolean strictReaderChecks(Row row) {
    return encoderCases && row.clause().role() == Clause.Role.BOTH && !row.negative().isEmpty();
  }

  /**
   * Tells whether a side of a clause is tested.
   *
   * @param row the clause with its cases
   * @param side the side
   * @return true if a case does it, or the strict reader
   */
  public boolean covered(Row row, Side side) {
    return !row.cases(side).isEmpty() || (side == Side.WRITER && strictReaderChecks(row));
  }

  /**
   * Finds what is missing.
   *
   * @return the required sides without a case and without a waiver
   */
  public List<Hole> holes() {
    List<Hole> holes = new ArrayList<>();
    for (Row row : rows) {
      for (Side side : Side.values()) {
        if (required(row.clause(), side)
            && !covered(row, side)
            && waiver(row.clause(), side).isEmpty()) {
          holes.add(new Hole(row.clause(), side));
        }
      }
    }
    return holes;
  }

  /**
   * Finds the waivers that excuse nothing.
   *
   * @return those whose side a case tests, or that the clause does not bind
   */
  public List<Waiver> idleWaivers() {
    return waivers.stream()
        .filter(
            waiver -> {
              Row row = rows.get(waiver.clause().ordinal());
              return covered(row, waiver.side()) || !binds(waiver.clause(), waiver.side());
            })
        .toList();
  }
}
