package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the flat XML documents of S3's requests: a root, its text children and one kind of entry.
 */
final class XmlBody {
  private final Map<String, String> rootTexts = new LinkedHashMap<>();
  private final List<Map<String, String>> entries = new ArrayList<>();

  private XmlBody() {}

  /**
   * @param entry name of the repeated element below the root
   * @throws S3Exception when the body is not well-formed
   */
  static XmlBody parse(Buffer body, String entry) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader =
          factory.createXMLStreamReader(new ByteArrayInputStream(body.getBytes()));
      XmlBody parsed = new XmlBody();
      parsed.read(reader, entry);
      return parsed;
    } catch (XMLStreamException e) {
      throw S3Exception.badRequest(
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our schema.");
    }
  }

  List<Map<String, String>> entries() {
    return entries;
  }

  String rootText(String name) {
    return rootTexts.getOrDefault(name, "");
  }

  private void read(XMLStreamReader reader, String entry) throws XMLStreamException {
    Map<String, String> current = rootTexts;
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          text.setLength(0);
          if (reader.getLocalName().equals(entry)) {
            current = new LinkedHashMap<>();
            entries.add(current);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          if (reader.getLocalName().equals(entry)) {
            current = rootTexts;
          } else {
            current.put(reader.getLocalName(), text.toString());
          }
          text.setLength(0);
        }
        default -> {
          // Comments, processing instructions and the like carry nothing here.
        }
      }
    }
  }
}
