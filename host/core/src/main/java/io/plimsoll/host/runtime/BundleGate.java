package io.plimsoll.host.runtime;

import java.util.List;

/** Says which jars may run. Thread-safe. */
public interface BundleGate {
  /** A gate that lets every jar through. */
  static BundleGate open() {
    return new BundleGate() {
      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public List<String> refusals(String file, String digest) {
        return List.of();
      }

      @Override
      public Object state() {
        return "open";
      }
    };
  }

  /** Whether every jar may run, so that no digest is needed. */
  default boolean isOpen() {
    return false;
  }

  /**
   * Why a jar may not run, each a sentence without its subject; empty when it may.
   *
   * @param digest the SHA-256 of its bytes in hexadecimal
   */
  List<String> refusals(String file, String digest);

  /** Anything that is equal to what it was before as long as the answers stay the same. */
  Object state();
}
