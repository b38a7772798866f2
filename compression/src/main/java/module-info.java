/** Page encoders, and the pipelines that deflate and inflate pages with several threads. */
@SuppressWarnings("requires-automatic") // lz4-java has no descriptor
module org.ramwire.compression {
  requires transitive org.ramwire.codec;
  // For the page encoders called zstd alone.
  requires static com.github.luben.zstd_jni;
  // For the page encoder called lz4 alone.
  requires static org.lz4.java;
  requires static transitive org.jspecify;

  exports org.ramwire.compression;
  exports org.ramwire.compression.packet;
  exports org.ramwire.compression.pipeline;

  provides org.ramwire.format.page.PageEncoderProvider with
      org.ramwire.compression.BuiltInEncoders;
}
