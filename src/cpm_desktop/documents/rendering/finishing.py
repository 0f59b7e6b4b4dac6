"""What makes a drawn file last and be heard: what it says of itself, and the colours it means.

The file says that it is PDF/A-3 at level a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
"""

import datetime as dt
import functools
import zlib
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import ImageCms

from cpm_desktop.documents.attachments import AttachedFile, attached_entries, minutes_attachment
from cpm_desktop.documents.rendering.clusters import stand_in
from cpm_desktop.documents.rendering.pdf_file import PdfFile, pdf_date, pdf_text

_DATED = slice(24, 36)
"""Where a colour profile tells when it was made: that differs from run to run."""
_SCREEN_COLOURS = b"(sRGB IEC61966-2.1)"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself.

    Attributes:
        title: what a reader shows in its window.
        author: the authority.
        language: of the text.
        made_at: aware.
        data: the same as JSON, attached; empty for none.
        annexes: files that go with it.
    """

    title: str
    author: str
    language: str
    made_at: dt.datetime
    data: str = ""
    annexes: tuple[AttachedFile, ...] = ()


def metadata_object(file: PdfFile, about: About) -> int:
    """Put in what the file says of itself, for those who keep it, and return its number."""
    return file.add_stream(_metadata(about), b"/Type/Metadata/Subtype/XML", is_compressed=False)


def information_object(file: PdfFile, about: About) -> int:
    """Put in the same for older readers, and return its number."""
    made = pdf_date(about.made_at)
    return file.add(
        b"<</Title%b/Author%b" % (pdf_text(about.title), pdf_text(about.author))
        + b"/Creator(cpm_desktop)/Producer(cpm_desktop)/CreationDate%b/ModDate%b>>" % (made, made)
    )


def attachment_entries(file: PdfFile, about: About) -> bytes:
    """Attach the data and the annexes, and return the entries of the catalogue that name them."""
    own = (minutes_attachment(about.data),) if about.data else ()
    return attached_entries(file, (*own, *about.annexes), about.made_at)


def colours_object(file: PdfFile) -> int:
    """Put in which colours the numbers on the pages mean, and return the object's number."""
    profile = file.add_stream(_colour_profile(), b"/N 3/Filter/FlateDecode", is_compressed=False)
    return file.add(
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%b/Info%b/DestOutputProfile %d 0 R>>"
        % (_SCREEN_COLOURS, _SCREEN_COLOURS, profile)
    )


@functools.cache
def _colour_profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATED] = bytes(12)
    return zlib.compress(bytes(profile))


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>cpm_desktop</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>cpm_desktop</pdf:Producer>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _metadata(about: About) -> bytes:
    made = about.made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    texts = {"title": about.title, "author": about.author, "language": about.language}
    return _PACKET.format(made=made, **{name: _escaped(text) for name, text in texts.items()}).encode("utf-8")


def _escaped(text: str) -> str:
    """Return text as XML takes it: it knows no control characters."""
    return escape("".join(one if _is_character(one) else stand_in(one) for one in text))


def _is_character(one: str) -> bool:
    return one in "\t\n\r" or "\x20" <= one < "\ud800" or "\ue000" <= one < "\ufffe" or one > "\uffff"
