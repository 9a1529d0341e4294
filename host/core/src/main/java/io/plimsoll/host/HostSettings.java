package io.plimsoll.host;

import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.host.lock.OperatorLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a host is started with.
 *
 * @param bundles folders of the bundles that the program brings
 * @param added folders of other people's bundles
 * @param plugins the embedder's own
 * @param regions where the data of a region lies, by its name
 * @param wrappingKey the file of the key that wraps the data keys of organisations
 * @param keyWrapper what wraps them in place of that key, or {@code null}
 * @param idle a session of a person ends when it was not used for so long
 * @param readers how many parts are read at the same time
 * @param look how often the folders of bundles are looked at
 * @param schedule how often it looks for what is due to be collected, or {@code null} when it collects on demand alone
 * @param listener told what becomes of jars, or {@code null}
 * @param lock the lock of bundles and its key
 * @param requireLock whether only the bundles it lists run
 */
record HostSettings(
    Path home,
    List<Path> bundles,
    List<Path> added,
    List<Object> plugins,
    Map<String, Path> regions,
    Path wrappingKey,
    @Nullable KeyWrapperChoice keyWrapper,
    Duration idle,
    Clock clock,
    int readers,
    Duration look,
    @Nullable Duration schedule,
    @Nullable Consumer<BundleEvent> listener,
    OperatorLock lock,
    boolean requireLock) {}
