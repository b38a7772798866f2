package org.ramwire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamException;

/** What tests ask of a refusal: its clause and its offset, never its prose. */
public final class Faults {

  private Faults() {}

  public static StreamException fault(ThrowingCallable reading) {
    Throwable thrown = catchThrowable(reading);
    assertThat(thrown).isInstanceOf(StreamException.class);
    return (StreamException) thrown;
  }

  public static StreamException assertFault(ThrowingCallable reading, Clause clause, long offset) {
    StreamException fault = fault(reading);
    assertThat(fault.clause()).as(fault.getMessage()).isEqualTo(clause);
    assertThat(fault.offset()).as(fault.getMessage()).isEqualTo(offset);
    return fault;
  }

  public static StreamInput input(byte[] bytes) {
    return new StreamInput(new ByteArrayInputStream(bytes));
  }

  public static StreamInput input(Wire wire) {
    return input(wire.toArray());
  }
}
