package org.slf4j.impl;

/**
 * Says to Javalin that there is a logger. It looks for this class, or for a provider of slf4j's services, which in a
 * bundle are the host's and out of its sight; without either it advises every visitor of the log to add one.
 */
final class StaticLoggerBinder {
  private StaticLoggerBinder() {}
}
