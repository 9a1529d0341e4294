package io.plimsoll.host.runtime;

/** Told what becomes of plug-ins, from the threads that call them; returns soon and throws nothing. */
@FunctionalInterface
public interface PluginWatch {
  /** Something changed. */
  void changed(PluginChange change);
}
