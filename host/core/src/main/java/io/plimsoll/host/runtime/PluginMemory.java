package io.plimsoll.host.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * The memory off the heap that one plug-in holds: each allocator handed to it is a child of the caller's, and all
 * of them together stay below one limit. Thread-safe.
 *
 * <p>What a plug-in allocates by itself, beside what it is handed, is not seen here.
 */
final class PluginMemory {
  private final PluginId plugin;
  private final long limit;
  private final Listener listener;
  private final Set<Share> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong made = new AtomicLong();
  private final AtomicBoolean full = new AtomicBoolean();

  /** Told about the limit and about leaks. */
  interface Listener {
    void limitReached(@Nullable String organisation, String what);

    void leaked(@Nullable String organisation, String what, long bytes);
  }

  PluginMemory(PluginId plugin, long limit, Listener listener) {
    this.plugin = plugin;
    this.limit = limit;
    this.listener = listener;
  }

  /**
   * An allocator for one object of the plug-in.
   *
   * @param parent the caller's, which also bounds it
   * @param what the method it is for, for messages
   */
  Share share(BufferAllocator parent, @Nullable String organisation, String what) {
    Share share = new Share(organisation, what);
    share.allocator = parent.newChildAllocator(plugin.name() + "-" + made.incrementAndGet(), share, 0, limit);
    open.add(share);
    return share;
  }

  /** Bytes held now. */
  long used() {
    long bytes = 0;
    for (Share share : open) {
      bytes += share.held();
    }
    return bytes;
  }

  /** Bytes held now by what was closed before. */
  long leaked() {
    sweep();
    long bytes = 0;
    for (Share share : open) {
      bytes += share.ended ? share.held() : 0;
    }
    return bytes;
  }

  /** Ends every share with the plug-in itself; answers how many bytes are never given back. */
  long end() {
    open.forEach(Share::end);
    return leaked();
  }

  /** What was given back late, by a call that outlasted its deadline, is no leak any more. */
  private void sweep() {
    for (Share share : open) {
      if (share.ended && share.held() == 0) {
        share.giveBack();
      }
    }
  }

  /** The allocator of one object. */
  final class Share implements AllocationListener {
    private final @Nullable String organisation;
    private final String what;
    private @Nullable BufferAllocator allocator;
    private volatile boolean ended;

    private Share(@Nullable String organisation, String what) {
      this.organisation = organisation;
      this.what = what;
    }

    BufferAllocator allocator() {
      BufferAllocator own = allocator;
      if (own == null) {
        throw new IllegalStateException("the share of " + plugin + " has no allocator");
      }
      return own;
    }

    /** Ends it with its object; what it still holds then is a leak. */
    synchronized void end() {
      if (ended) {
        return;
      }
      ended = true;
      long left = held();
      if (left == 0) {
        giveBack();
      } else {
        listener.leaked(organisation, what, left);
      }
    }

    private long held() {
      BufferAllocator own = allocator;
      return own == null ? 0 : own.getAllocatedMemory();
    }

    private void giveBack() {
      if (open.remove(this)) {
        allocator().close();
      }
    }

    @Override
    public void onPreAllocation(long size) {
      long used = used();
      if (used + size <= limit) {
        if (used < limit / 2) {
          full.set(false);
        }
        return;
      }
      if (full.compareAndSet(false, true)) {
        listener.limitReached(organisation, what);
      }
      throw new OutOfMemoryException(
          "plug-in " + plugin + " holds " + used + " bytes off the heap and asks for " + size + " more; it may hold " + limit);
    }
  }
}
