/** Page encoders, and the pipelines that deflate and inflate pages with several threads. */
module org.ramwire.compression {
  requires transitive org.ramwire.codec;
  requires com.github.luben.zstd_jni;
  requires static org.jspecify;

  exports org.ramwire.compression;
  exports org.ramwire.compression.pipeline;

  uses org.ramwire.compression.PageEncoderProvider;
}
