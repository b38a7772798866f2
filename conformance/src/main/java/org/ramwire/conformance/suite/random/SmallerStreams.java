package org.ramwire.conformance.suite.random;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.random.PlannedSection.Extra;
import org.ramwire.conformance.suite.random.StreamPlan.Container;

/** What can be taken away from a stream, the most first. */
final class SmallerStreams {

  private static final int X86_PAGE = 4096;

  private final StreamPlan plan;
  private final List<Plan> all = new ArrayList<>();

  SmallerStreams(StreamPlan plan) {
    this.plan = plan;
  }

  List<Plan> all() {
    sections();
    records();
    surroundings();
    blocks();
    contents();
    return all;
  }

  private void sections() {
    int count = plan.sections().size();
    for (int size = count / 2; size > 0; size /= 2) {
      for (int from = 0; from + size <= count && size < count; from += size) {
        List<PlannedSection> left = new ArrayList<>(plan.sections());
        List<PlannedSection> gone = left.subList(from, from + size);
        if (gone.stream().noneMatch(SmallerStreams::spoiled)) {
          gone.clear();
          all.add(plan.withSections(left));
        }
      }
    }
    // Two sections become one.
    for (int i = 0; i + 1 < count; i++) {
      List<PlannedSection> left = new ArrayList<>(plan.sections());
      List<Step> joined = new ArrayList<>(left.get(i).steps());
      joined.addAll(left.remove(i + 1).steps());
      left.set(i, left.get(i).with(joined));
      all.add(plan.withSections(left));
    }
  }

  private static boolean spoiled(PlannedSection section) {
    return section.steps().stream().anyMatch(step -> step.kind() == Step.Kind.BAD);
  }

  private void records() {
    for (int i = 0; i < plan.sections().size(); i++) {
      List<Step> steps = plan.sections().get(i).steps();
      for (int size = steps.size(); size > 0; size /= 2) {
        for (int from = 0; from < steps.size(); from += size) {
          List<Step> left = new ArrayList<>(steps);
          left.subList(from, Math.min(from + size, steps.size()))
              .removeIf(step -> step.kind() != Step.Kind.BAD);
          if (left.size() < steps.size()) {
            all.add(with(i, left));
          }
        }
      }
    }
  }

  private StreamPlan with(int section, List<Step> steps) {
    List<PlannedSection> sections = new ArrayList<>(plan.sections());
    sections.set(section, sections.get(section).with(steps));
    return plan.withSections(sections);
  }

  private void surroundings() {
    Container now = plan.container();
    if (plan.profile() == CaseProfile.MIGRATION) {
      boolean bare = plan.sections().stream().allMatch(section -> section.extra() == Extra.NOTHING);
      if (bare && now.equals(Container.PLAIN)) {
        all.add(plan.with(CaseProfile.RAM_ONLY, now));
      }
      all.add(
          plan.withSections(
              plan.sections().stream()
                  .map(section -> new PlannedSection(Extra.NOTHING, section.steps()))
                  .toList()));
    }
    if (!now.equals(Container.PLAIN)) {
      all.add(plan.with(plan.profile(), Container.PLAIN));
      all.add(
          plan.with(
              plan.profile(),
              new Container(
                  now.reversed(),
                  now.footers(),
                  now.machine(),
                  now.pageBits(),
                  now.uuid(),
                  false)));
      all.add(
          plan.with(
              plan.profile(),
              new Container(now.reversed(), now.footers(), "", false, false, now.description())));
    }
    if (plan.pageBytes() != X86_PAGE) {
      all.add(plan.withPageBytes(X86_PAGE));
    }
    all.removeIf(plan::equals);
  }

  private void blocks() {
    for (PlannedBlock block : plan.blocks()) {
      if (plan.blocks().size() > 1 && mayGo(block)) {
        all.add(plan.withBlocks(plan.blocks().stream().filter(one -> one != block).toList()));
      }
      for (int pages = 1; pages < block.pages(); pages++) {
        replace(block, block.withPages(pages));
      }
      if (block.before() >= 0) {
        replace(block, block.blank());
      }
      if (block.name().length() > 1) {
        replace(block, block.withName("b" + block.key()));
      }
    }
  }

  /** A bad record needs its block, and the list at least one. */
  private boolean mayGo(PlannedBlock block) {
    boolean other = plan.blocks().stream().anyMatch(one -> one != block && one.listed());
    return other
        && plan.sections().stream()
            .flatMap(section -> section.steps().stream())
            .noneMatch(step -> step instanceof Step.Bad bad && bad.block() == block.key());
  }

  private void replace(PlannedBlock block, PlannedBlock by) {
    if (!block.equals(by)) {
      all.add(plan.withBlocks(plan.blocks().stream().map(one -> one == block ? by : one).toList()));
    }
  }

  private void contents() {
    for (int i = 0; i < plan.sections().size(); i++) {
      List<Step> steps = plan.sections().get(i).steps();
      for (int j = 0; j < steps.size(); j++) {
        if (steps.get(j) instanceof Step.OfPage page) {
          for (Step simpler : simpler(page)) {
            List<Step> other = new ArrayList<>(steps);
            other.set(j, simpler);
            all.add(with(i, other));
          }
        }
      }
    }
  }

  private static List<Step> simpler(Step.OfPage page) {
    List<Step> simpler = new ArrayList<>();
    if (page.form() == Step.Form.XBZRLE) {
      for (int i = 0; page.runs().size() > 1 && i < page.runs().size(); i++) {
        List<Run> fewer = new ArrayList<>(page.runs());
        fewer.remove(i);
        // A first run of 0 stays legal only as the first.
        if (fewer.stream().skip(1).allMatch(run -> run.zrun() > 0)) {
          simpler.add(page.withRuns(fewer));
        }
      }
      if (page.runs().size() == 1 && page.runs().get(0).count() > 1) {
        Run run = page.runs().get(0);
        simpler.add(page.withRuns(List.of(new Run(run.zrun(), 1, run.first(), run.wide()))));
      }
    }
    if (page.form() != Step.Form.PAGE && page.form() != Step.Form.ZERO) {
      simpler.add(page.as(Step.Form.PAGE));
    }
    if (page.form() != Step.Form.XBZRLE && page.form() != Step.Form.ZERO && !page.filled()) {
      simpler.add(page.plain());
    }
    return simpler;
  }
}
