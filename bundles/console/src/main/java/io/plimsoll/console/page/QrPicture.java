package io.plimsoll.console.page;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as one path of an SVG, a unit a module.
 *
 * @param size modules of a side, the quiet border of four among them
 * @param path its dark modules
 */
public record QrPicture(int size, String path) {
  private static final int BORDER = 4;

  /** Of a text. */
  static QrPicture of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + BORDER).append(',').append(y + BORDER).append("h1v1h-1z");
        }
      }
    }
    return new QrPicture(code.size + 2 * BORDER, path.toString());
  }
}
