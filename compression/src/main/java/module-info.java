/** Page encoders, and the pipelines that deflate and inflate pages with several threads. */
module org.ramwire.compression {
  requires transitive org.ramwire.codec;
  // For the page encoders called zstd alone.
  requires static com.github.luben.zstd_jni;
  requires static transitive org.jspecify;

  exports org.ramwire.compression;
  exports org.ramwire.compression.pipeline;

  provides org.ramwire.format.page.PageEncoderProvider with
      org.ramwire.compression.BuiltInEncoders;
}
