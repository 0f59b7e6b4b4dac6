"""What makes a drawn file last and be heard: what it says of itself, and the colours it means.

The file says that it is PDF/A-3 at level a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
"""

import datetime as dt
import io
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from cpm_desktop.documents.attachments import attach, minutes_attachment

_DATED = slice(24, 36)
"""Where a colour profile tells when it was made: that differs from run to run."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself.

    Attributes:
        title: what a reader shows in its window.
        author: the authority.
        language: of the text.
        made_at: aware.
        data: the same as JSON, attached; empty for none.
    """

    title: str
    author: str
    language: str
    made_at: dt.datetime
    data: str = ""


def finish(pdf: bytes, about: About) -> bytes:
    """Add metadata, the meaning of colours and the data to a drawn file; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        root.Metadata = document.make_stream(
            _metadata(about), Dictionary(Type=Name.Metadata, Subtype=Name.XML)
        )
        root.OutputIntents = Array([_colours(document)])
        attach(document, [minutes_attachment(about.data)] if about.data else [], about.made_at)
        for number, page in enumerate(document.pages):
            page.obj.Tabs = Name.S
            page.obj.StructParents = number
        written = io.BytesIO()
        document.save(written, force_version="1.7", deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


def _colours(document: pikepdf.Pdf) -> pikepdf.Object:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATED] = bytes(12)
    stream = document.make_stream(bytes(profile), Dictionary(N=3))
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=stream,
    )


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
    return _PACKET.format(made=made, **{name: escape(text) for name, text in texts.items()}).encode("utf-8")
