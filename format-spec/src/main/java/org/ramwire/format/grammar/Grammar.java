package org.ramwire.format.grammar;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Structures that refer to each other by name. Immutable. */
public final class Grammar {

  private final Map<String, Structure> byName = new LinkedHashMap<>();
  private final PartVisitor<RuntimeException> references = new References();

  /**
   * Collects structures.
   *
   * @param structures each with a name of its own, and every name that one refers to is among them
   * @throws IllegalArgumentException if a name stands twice, or none has it
   */
  public Grammar(List<Structure> structures) {
    for (Structure structure : structures) {
      if (byName.put(structure.name(), structure) != null) {
        throw new IllegalArgumentException("two structures called " + structure.name());
      }
    }
    structures.forEach(structure -> check(structure.parts()));
  }

  private void check(Collection<Part> parts) {
    parts.forEach(part -> part.accept(references));
  }

  /** Looks up each structure that a part refers to. */
  private final class References implements PartVisitor<RuntimeException> {

    @Override
    public void use(Part.Use use) {
      of(use.structure());
    }

    @Override
    public void raw(Part.Raw raw) {
      if (raw.inside() != null) {
        of(raw.inside().structure());
      }
    }

    @Override
    public void when(Part.When when) {
      check(when.then());
      check(when.otherwise());
    }

    @Override
    public void choose(Part.Choose choose) {
      choose.cases().values().forEach(Grammar.this::check);
    }

    @Override
    public void repeat(Part.Repeat repeat) {
      check(repeat.parts());
    }

    @Override
    public void number(Part.Num num) {
      // Refers to none.
    }

    @Override
    public void uleb(Part.Uleb uleb) {
      // Refers to none.
    }

    @Override
    public void searched(Part.Searched searched) {
      // Refers to none.
    }

    @Override
    public void let(Part.Let let) {
      // Refers to none.
    }

    @Override
    public void remember(Part.Remember remember) {
      // Refers to none.
    }

    @Override
    public void demand(Part.Demand demand) {
      // Refers to none.
    }
  }

  /**
   * Returns all structures.
   *
   * @return in the order of declaration
   */
  public Collection<Structure> structures() {
    return List.copyOf(byName.values());
  }

  /**
   * Finds a structure.
   *
   * @param name its name
   * @return the structure
   * @throws IllegalArgumentException if there is none
   */
  public Structure of(String name) {
    Structure structure = byName.get(name);
    if (structure == null) {
      throw new IllegalArgumentException("no structure called " + name);
    }
    return structure;
  }
}
