package org.ramwire.codec;

/** A visitor that does nothing with the records and elements that it does not override. */
public interface StreamAdapter extends RamRecordAdapter, ContainerAdapter {}
