package io.plimsoll.host.runtime;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sends what Felix says to slf4j instead of standard output. */
final class FelixLog extends Logger {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(FelixLog.class);

  @Override
  protected void doLog(int level, String message, @Nullable Throwable thrown) {
    switch (level) {
      case LOG_ERROR -> LOG.error(message, thrown);
      case LOG_WARNING -> LOG.warn(message, thrown);
      case LOG_INFO -> LOG.info(message, thrown);
      default -> LOG.debug(message, thrown);
    }
  }
}
