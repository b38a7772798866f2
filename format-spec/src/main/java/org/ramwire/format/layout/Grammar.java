package org.ramwire.format.layout;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Structures that refer to each other by name. Immutable. */
public final class Grammar {

  private final Map<String, Structure> byName = new LinkedHashMap<>();

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
    for (Part part : parts) {
      if (part instanceof Part.Use use) {
        of(use.structure());
      } else if (part instanceof Part.Raw raw && raw.inside() != null) {
        of(raw.inside().structure());
      } else if (part instanceof Part.When when) {
        check(when.then());
        check(when.otherwise());
      } else if (part instanceof Part.Choose choose) {
        choose.cases().values().forEach(this::check);
      } else if (part instanceof Part.Repeat repeat) {
        check(repeat.parts());
      }
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
