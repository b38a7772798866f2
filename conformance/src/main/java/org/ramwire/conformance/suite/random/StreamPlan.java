package org.ramwire.conformance.suite.random;

import java.util.List;
import org.ramwire.conformance.suite.cases.CaseProfile;

/**
 * A stream that was made up.
 *
 * @param profile what kind of file it is
 * @param pageBytes the page size
 * @param blocks the receiver's blocks
 * @param container what stands around the ram section
 * @param sections the payloads after START's; the last is END's
 * @param bad what is wrong outside the records
 * @param cut where the stream is cut, in thousandths, if that is what is wrong
 */
record StreamPlan(
    CaseProfile profile,
    int pageBytes,
    List<PlannedBlock> blocks,
    Container container,
    List<PlannedSection> sections,
    BadFrame bad,
    int cut)
    implements Plan {

  /**
   * What stands around the ram section.
   *
   * @param reversed whether the list names the blocks in reverse
   * @param footers whether sections have footers
   * @param machine the configuration's machine, or empty for no configuration
   * @param pageBits whether the configuration states the page size
   * @param uuid whether it has a UUID
   * @param description whether a description follows EOF
   */
  record Container(
      boolean reversed,
      boolean footers,
      String machine,
      boolean pageBits,
      boolean uuid,
      boolean description) {

    static final Container PLAIN = new Container(false, true, "", false, false, false);
  }

  StreamPlan {
    blocks = List.copyOf(blocks);
    sections = List.copyOf(sections);
  }

  @Override
  public String caseText(String id) {
    return new StreamText(this).caseText(id);
  }

  @Override
  public List<Plan> smaller() {
    return new SmallerStreams(this).all();
  }

  @Override
  public int size() {
    return sections.stream().mapToInt(section -> section.steps().size()).sum();
  }

  PlannedBlock block(int key) {
    return blocks.stream().filter(one -> one.key() == key).findFirst().orElseThrow();
  }

  StreamPlan withBlocks(List<PlannedBlock> other) {
    List<PlannedSection> fitting =
        sections.stream()
            .map(
                section ->
                    section.with(
                        section.steps().stream().filter(step -> step.fits(other)).toList()))
            .toList();
    return new StreamPlan(profile, pageBytes, other, container, fitting, bad, cut);
  }

  StreamPlan withSections(List<PlannedSection> other) {
    return new StreamPlan(profile, pageBytes, blocks, container, other, bad, cut);
  }

  StreamPlan with(CaseProfile otherProfile, Container otherContainer) {
    return new StreamPlan(otherProfile, pageBytes, blocks, otherContainer, sections, bad, cut);
  }

  StreamPlan withPageBytes(int other) {
    return new StreamPlan(profile, other, blocks, container, sections, bad, cut);
  }
}
