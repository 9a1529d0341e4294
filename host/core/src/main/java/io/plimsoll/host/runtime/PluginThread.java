package io.plimsoll.host.runtime;

import org.jspecify.annotations.Nullable;

/** A thread that runs calls of one plug-in. */
final class PluginThread extends Thread {
  private volatile @Nullable PluginId waitingFor;

  PluginThread(Runnable calls, String name, ClassLoader loader) {
    // Inheritable thread locals of whoever happens to call first have no business in a plug-in.
    super(null, calls, name, 0, false);
    setDaemon(true);
    setContextClassLoader(loader);
  }

  /** The thread that runs this code, or {@code null} when it is none of a plug-in. */
  static @Nullable PluginThread current() {
    return Thread.currentThread() instanceof PluginThread thread ? thread : null;
  }

  /** The plug-in that the call under way on this thread waits for, or {@code null}. */
  @Nullable PluginId waitingFor() {
    return waitingFor;
  }

  void waitFor(@Nullable PluginId plugin) {
    waitingFor = plugin;
  }
}
