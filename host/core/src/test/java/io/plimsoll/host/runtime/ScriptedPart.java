package io.plimsoll.host.runtime;

import io.plimsoll.api.export.ObjectReader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An object of the host that a plug-in calls back, and through which a test holds and watches the plug-in. */
class ScriptedPart implements ObjectReader {
  final CountDownLatch called = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  final CountDownLatch closed = new CountDownLatch(1);
  final AtomicInteger closes = new AtomicInteger();

  /** 1 once the test has released it; answers at once. */
  @Override
  public long size() {
    called.countDown();
    return 1 - released.getCount();
  }

  /** Blocks until the test releases it; fails when interrupted. */
  @Override
  public int read(long position, byte[] target, int offset, int length) {
    called.countDown();
    try {
      released.await();
      return length;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    closed.countDown();
  }
}
