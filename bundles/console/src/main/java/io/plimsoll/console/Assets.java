package io.plimsoll.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.web.Brand;
import io.plimsoll.console.gate.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The files that pages load: style, script and mark. The address of each holds a digest of its bytes, so that a
 * browser keeps it for good and never shows an old one; the bytes are compressed once.
 */
public final class Assets implements RouteGroup {
  private static final int DIGEST_DIGITS = 12;
  private static final long LONGEST_LOGO = 512 * 1024;
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml; charset=utf-8",
          "png", "image/png");

  private final String base;
  private final Map<String, File> byName = new LinkedHashMap<>();
  private final Map<String, File> byPath = new LinkedHashMap<>();

  /** @param base the path everything is mounted under, without a slash at its end */
  Assets(String base, Brand brand) {
    this.base = base;
    add("console.css", resource("console.css"));
    add("console.js", resource("console.js"));
    add("htmx.min.js", resource("htmx.min.js"));
    add("brand.css", colours(brand).getBytes(StandardCharsets.UTF_8));
    Path logo = brand.logo();
    if (logo == null) {
      add("mark.svg", resource("mark.svg"));
    } else {
      add(logo.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".png") ? "mark.png" : "mark.svg", read(logo));
    }
  }

  /** The address of a file of this name. */
  public String address(String name) {
    File file = byName.get(name);
    if (file == null) {
      throw new IllegalArgumentException("there is no file " + name + "; there are " + byName.keySet());
    }
    return base + "/assets/" + file.path();
  }

  /** The address of the mark beside the name. */
  public String mark() {
    return address(byName.containsKey("mark.png") ? "mark.png" : "mark.svg");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/assets/{digest}/{name}", this::answer, Access.OPEN);
    routes.get("/favicon.ico", context -> context.redirect(mark()), Access.OPEN);
  }

  private void answer(Context context) {
    File file = byPath.get(context.pathParam("digest") + "/" + context.pathParam("name"));
    if (file == null) {
      throw new PlimsollException(ErrorCode.NOT_FOUND, "There is no such file.", "Load the page again.");
    }
    context.header("Cache-Control", "public, max-age=31536000, immutable");
    context.header("Vary", "Accept-Encoding");
    context.contentType(file.type());
    String accepted = context.header("Accept-Encoding");
    if (file.compressed() != null && accepted != null && accepted.contains("gzip")) {
      context.header("Content-Encoding", "gzip");
      context.result(file.compressed());
    } else {
      context.result(file.bytes());
    }
  }

  private void add(String name, byte[] bytes) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    byte[] compressed = name.endsWith(".png") ? null : compressed(bytes);
    File file = new File(digest(bytes) + "/" + name, type, bytes, compressed);
    byName.put(name, file);
    byPath.put(file.path(), file);
  }

  private static String colours(Brand brand) {
    StringBuilder css = new StringBuilder();
    if (brand.accent() != null) {
      css.append(":root{--accent:").append(brand.accent()).append('}');
    }
    if (brand.darkAccent() != null) {
      css.append("@media(prefers-color-scheme:dark){:root:not([data-theme=light]){--accent:").append(brand.darkAccent()).append("}}");
      css.append(":root[data-theme=dark]{--accent:").append(brand.darkAccent()).append('}');
    }
    return css.toString();
  }

  private static byte[] resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks its file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path logo) {
    try {
      if (Files.size(logo) > LONGEST_LOGO) {
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST, "The logo " + logo + " is larger than 512 KB.", "Give a smaller file.");
      }
      return Files.readAllBytes(logo);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "The logo " + logo + " cannot be read.", "Name an SVG or PNG file that is there.", e);
    }
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(whole).substring(0, DIGEST_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record File(String path, String type, byte[] bytes, byte @org.jspecify.annotations.Nullable [] compressed) {}
}
