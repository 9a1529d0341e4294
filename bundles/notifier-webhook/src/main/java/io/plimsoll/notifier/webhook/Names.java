package io.plimsoll.notifier.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Names {
  InetAddress[] resolve(String host) throws UnknownHostException;
}
