package io.plimsoll.api.web;

import io.plimsoll.api.Plimsoll;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Serves a running host over HTTP. It holds what every embedder holds, the whole host, so it decides who may come in
 * and acts for each visitor as a {@link io.plimsoll.api.identity.Caller} of his own. Called from several threads.
 */
@ConsumerType
public interface WebServer {
  /**
   * Starts to serve; returns once it answers.
   *
   * @param plimsoll the host it serves; stays the caller's
   * @return a server that the caller closes
   * @throws io.plimsoll.api.PlimsollException {@code INVALID_REQUEST} for a port that is taken or a host that is not
   *     this machine's
   */
  RunningServer start(Plimsoll plimsoll, ServeOptions options);
}
