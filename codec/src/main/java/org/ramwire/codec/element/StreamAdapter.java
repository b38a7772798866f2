package org.ramwire.codec.element;

import org.ramwire.codec.record.RamRecordAdapter;

/** A visitor that does nothing with the records and elements that it does not override. */
public interface StreamAdapter extends RamRecordAdapter, ContainerAdapter {}
