// SPDX-License-Identifier: MIT
#include "model/session/exports/htmlhead.h"

#include "model/call/plaintext.h"

namespace spectap {

namespace {

/// The window's own colours (ui/theme/tokens.cpp): tests/ui/tst_theme.cpp holds the two together. X-ink,
/// X-tint and X-fill are a meaning's three.
constexpr char Colours[] = R"css(
:root{color-scheme:light dark;--window:#f1f2f4;--chrome:#f8f9fa;--base:#ffffff;--alt:#f7f8fa;--hover:#edf0f5;
--line:#dcdfe4;--lineStrong:#bfc5ce;--lineInput:#878f9a;--text:#191c20;--text2:#434a54;--text3:#5d6570;
--accent:#3f49c4;--accentTint:#e9ebfb;--onAccent:#ffffff;--onFill:#ffffff;
--jsonString:#12705f;--jsonNumber:#8a3b00;--jsonLiteral:#4e2188;
--ok-ink:#12705f;--ok-tint:#e1f4ec;--ok-fill:#1b8a74;--info-ink:#45546a;--info-tint:#eceff3;--info-fill:#66768a;
--warning-ink:#8c5600;--warning-tint:#fff3d9;--warning-fill:#ae6b00;
--error-ink:#970b2b;--error-tint:#fdebe8;--error-fill:#d0213f;
--identify-ink:#1c5dbf;--identify-tint:#e1eefc;--track-ink:#2c3644;--track-tint:#e6eaf0;
--page-ink:#045b4b;--page-tint:#ddf2ee;--screen-ink:#4e2188;--screen-tint:#efe8fa;
--group-ink:#5a6100;--group-tint:#f1f3d4;--alias-ink:#b5246b;--alias-tint:#fbe4ee}
@media(prefers-color-scheme:dark){:root{--window:#1a1c1f;--chrome:#212428;--base:#15171a;--alt:#191b1f;--hover:#24272c;
--line:#30343a;--lineStrong:#464c56;--lineInput:#6c7480;--text:#e8eaed;--text2:#bdc3cc;--text3:#9aa2ad;
--accent:#a0a9ff;--accentTint:#262a4d;--onAccent:#14173a;--onFill:#15171a;
--jsonString:#7adfc0;--jsonNumber:#f2b27a;--jsonLiteral:#d6bbfc;
--ok-ink:#7adfc0;--ok-tint:#14352a;--ok-fill:#4fc3a0;--info-ink:#9cb0c6;--info-tint:#282e36;--info-fill:#8297ae;
--warning-ink:#f8cc62;--warning-tint:#3a2c12;--warning-fill:#e5ae35;
--error-ink:#f98a7e;--error-tint:#43201d;--error-fill:#f2685a;
--identify-ink:#66a6f7;--identify-tint:#17304d;--track-ink:#d3dae4;--track-tint:#2b3139;
--page-ink:#74dec4;--page-tint:#133733;--screen-ink:#decbff;--screen-tint:#33264a;
--group-ink:#ddcb58;--group-tint:#33361b;--alias-ink:#f07fb8;--alias-tint:#46202f}}
)css";

constexpr char Style[] = R"css(
*{box-sizing:border-box}
body{margin:0;background:var(--window);color:var(--text);font:13px/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
code,pre,.m,time,.n{font-family:"JetBrains Mono",ui-monospace,Menlo,Consolas,monospace;font-variant-ligatures:none;font-size:.94em}
a{color:var(--accent)}
header,main,footer{max-width:1200px;margin:0 auto;padding:0 24px}
.top{background:var(--chrome);border-bottom:1px solid var(--line)}
header{padding-top:24px;padding-bottom:16px;display:grid;grid-template-columns:40px 1fr;gap:0 14px;align-items:center}
h1{font-size:20px;line-height:1.3;font-weight:600;margin:0;overflow-wrap:anywhere}
header p{margin:0;color:var(--text2)}
nav{grid-column:1/3;margin-top:16px;display:flex;flex-wrap:wrap;gap:4px 20px}
nav a{text-decoration:none;font-weight:500}
nav a:hover,nav a:focus{text-decoration:underline}
section{background:var(--base);border:1px solid var(--line);border-radius:4px;margin:16px 0;overflow:hidden}
h2{font-size:13px;font-weight:600;margin:0;padding:7px 12px;background:var(--chrome);border-bottom:1px solid var(--line);display:flex;justify-content:space-between;gap:12px}
h2 small{font-weight:400;font-size:12px;color:var(--text2)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:1px;background:var(--line)}
.tiles div{background:var(--base);padding:12px 14px}
.tiles b{display:flex;align-items:center;gap:6px;font-size:22px;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
.tiles span{color:var(--text2);font-size:12px}
.chips{display:flex;flex-wrap:wrap;gap:6px 16px;padding:10px 14px;border-top:1px solid var(--line)}
.chips span{display:inline-flex;align-items:center;gap:6px;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12px}
th{font-weight:500;text-align:left;color:var(--text2);background:var(--chrome);border-bottom:1px solid var(--line);padding:4px 12px;white-space:nowrap}
td{padding:4px 12px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
tr:last-child>td{border-bottom:0}
td.m{min-width:190px}
td.r,th.r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.note{margin:0;padding:8px 12px;color:var(--text2)}
.g{width:14px;height:14px;flex:none;vertical-align:-2px}
.b{display:inline-block;width:18px;height:18px;flex:none;border-radius:3px;text-align:center;font:600 11px/18px system-ui,sans-serif;font-style:normal}
.b.i{background:var(--identify-tint);color:var(--identify-ink)}.b.t{background:var(--track-tint);color:var(--track-ink)}
.b.p{background:var(--page-tint);color:var(--page-ink)}.b.s{background:var(--screen-tint);color:var(--screen-ink)}
.b.g1{background:var(--group-tint);color:var(--group-ink)}.b.a{background:var(--alias-tint);color:var(--alias-ink)}
.b.u{background:var(--error-tint);color:var(--error-ink)}
.tag{border:1px solid var(--lineStrong);border-radius:2px;padding:0 4px;font-size:11px;color:var(--text2);white-space:nowrap}
summary{cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.rule>summary{display:flex;align-items:center;gap:8px;padding:6px 12px;border-bottom:1px solid var(--line)}
.rule>summary:hover,.call>summary:hover{background:var(--hover)}
.rule>summary b{font-weight:600}
.rule>summary .x{margin-left:auto;color:var(--text2);white-space:nowrap}
.rule>summary:before,.call>summary:before{content:"";width:6px;height:6px;border:solid var(--text3);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg);flex:none}
.rule[open]>summary:before,.call[open]>summary:before{transform:rotate(45deg)}
.call{border-left:3px solid transparent;border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 28px}
.call.e{border-left-color:var(--error-fill)}.call.w{border-left-color:var(--warning-fill)}
.call>summary{display:grid;grid-template-columns:8px 56px 96px 18px minmax(140px,1fr) minmax(90px,220px) minmax(80px,150px) 132px;gap:10px;align-items:center;padding:4px 12px 4px 9px;min-height:27px}
.call>summary>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.call .n{color:var(--text3);text-align:right}.call time{color:var(--text2)}
.call .v{display:flex;gap:8px;justify-content:flex-end;align-items:center;font-variant-numeric:tabular-nums}
.call .v span{display:inline-flex;gap:3px;align-items:center}
.in{padding:2px 12px 12px 26px;background:var(--alt);border-top:1px solid var(--line)}
.facts{display:flex;flex-wrap:wrap;gap:2px 20px;margin:6px 0;color:var(--text2);font-size:12px}
.facts b{font-weight:500;color:var(--text3);margin-right:4px}
.fields{background:var(--base);border:1px solid var(--line);border-radius:4px}
.fields td{padding:2px 10px}.fields td:first-child{white-space:nowrap;border-left:3px solid transparent}
.fields td:nth-child(3){overflow-wrap:normal;white-space:nowrap;color:var(--text2)}
.fields .e td{background:var(--error-tint)}.fields .w td{background:var(--warning-tint)}
.fields .e td:first-child{border-left-color:var(--error-fill)}.fields .w td:first-child{border-left-color:var(--warning-fill)}
.fields .q td{font-style:italic}.fields .c td{color:var(--text2)}
.fields p{margin:0}.fields .str{color:var(--jsonString)}.fields .num{color:var(--jsonNumber)}.fields .lit{color:var(--jsonLiteral)}
.k{color:var(--ok-fill);font-style:normal}
.d1{--d:1}.d2{--d:2}.d3{--d:3}.d4{--d:4}.d5{--d:5}.d6{--d:6}.d7{--d:7}.d8{--d:8}.d9{--d:9}
.fields td:first-child{padding-left:calc(10px + var(--d,0)*14px)}
.ei{color:var(--error-ink)}.wi{color:var(--warning-ink)}.ii{color:var(--info-ink)}.oi{color:var(--ok-ink)}
.raw{margin-top:8px}.raw summary{color:var(--accent);font-size:12px}
pre{margin:6px 0 0;padding:8px 10px;background:var(--base);border:1px solid var(--line);border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px}
footer{padding-top:4px;padding-bottom:32px;color:var(--text3);font-size:12px}
svg.line{display:block;min-width:900px;width:100%;height:auto;font:11px system-ui,sans-serif}
.line text{fill:var(--text)}.line .d{fill:var(--text3)}.line .mono{font-family:"JetBrains Mono",ui-monospace,monospace}
.line .band{fill:var(--chrome)}.line .grid{stroke:var(--line)}.line .box{fill:none;stroke:var(--lineStrong)}
.line .span{stroke:var(--lineInput);fill:none}.line .ti{stroke:var(--identify-ink)}.line .tt{stroke:var(--track-ink)}
.line .tp{stroke:var(--page-ink)}.line .ts{stroke:var(--screen-ink)}.line .tg1{stroke:var(--group-ink)}
.line .ta{stroke:var(--alias-ink)}.line .tu{stroke:var(--error-ink)}.line .many{stroke:var(--text3)}
.line .bad{fill:var(--error-fill)}.line .hatch{fill:url(#h)}.line .conflict{stroke:var(--error-fill)}
.line .mi{fill:var(--identify-tint);stroke:var(--identify-ink)}.line .ma{fill:var(--alias-tint);stroke:var(--alias-ink)}
.line .ring{fill:var(--base)}.line .own{fill:var(--accentTint);stroke:var(--accent);stroke-opacity:.4}
.line .li{fill:var(--identify-ink)}.line .la{fill:var(--alias-ink)}
@media(max-width:820px){.call>summary{grid-template-columns:8px 44px 84px 18px 1fr auto}.call>summary .o{display:none}}
@media print{body{background:none}section{break-inside:auto}.call{content-visibility:visible}}
)css";

constexpr char Shapes[] = R"svg(<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
<symbol id="e" viewBox="0 0 14 14"><circle cx="7" cy="7" r="6.3" fill="var(--error-fill)"/><path d="M4.9 4.9l4.2 4.2M9.1 4.9L4.9 9.1" stroke="var(--onFill)" stroke-width="1.5" stroke-linecap="round"/></symbol>
<symbol id="w" viewBox="0 0 14 14"><path d="M7 .9L13.4 12.6H.6z" fill="var(--warning-fill)"/><path d="M7 5v3.6M7 10.6v.1" stroke="var(--onFill)" stroke-width="1.6" stroke-linecap="round"/></symbol>
<symbol id="i" viewBox="0 0 14 14"><path d="M7 1.2L12.8 7L7 12.8L1.2 7z" fill="none" stroke="var(--info-fill)" stroke-width="1.5"/></symbol>
<symbol id="o" viewBox="0 0 14 14"><path d="M2.5 7.5l3 3L11.5 4" fill="none" stroke="var(--ok-fill)" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></symbol>
<pattern id="h" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="var(--error-tint)"/><path d="M0 0v7" stroke="var(--error-fill)" stroke-opacity=".35" stroke-width="1.6"/></pattern>
</defs></svg>
)svg";

/// The mark of the program: ui/theme's own icon.
constexpr char Icon[] =
    R"svg(<svg width="40" height="40" viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="3.4" fill="var(--accent)"/><path d="M3.5 8h2l1.5-4 2.2 8 1.5-4h1.8" fill="none" stroke="var(--onAccent)" stroke-width="1.35" stroke-linecap="round" stroke-linejoin="round"/></svg>)svg";

} // namespace

void appendHtmlHead(QByteArray &out, QByteArrayView title)
{
    out += "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'; "
           "base-uri 'none'; form-action 'none'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
           xmlText(title) + "</title>\n<style>";
    out += Colours;
    out += Style;
    out += "</style></head>\n<body>\n";
    out += Shapes;
    out += "<div class=\"top\"><header>";
    out += Icon;
}

QByteArray severityGlyph(Severity severity)
{
    const char *shape = severity == Severity::Error     ? "e"
                        : severity == Severity::Warning ? "w"
                        : severity == Severity::Info    ? "i"
                                                        : "o";
    const QByteArray name =
        severity == Severity::Ok ? QByteArray("passes") : severityName(severity).toByteArray();
    return "<svg class=\"g\" role=\"img\" aria-label=\"" + name + "\"><use href=\"#" + shape + "\"/></svg>";
}

QByteArrayView typeClass(CallType type)
{
    switch (type) {
    case CallType::Unknown:
        break;
    case CallType::Identify:
        return "i";
    case CallType::Track:
        return "t";
    case CallType::Page:
        return "p";
    case CallType::Screen:
        return "s";
    case CallType::Group:
        return "g1"; // g is a glyph
    case CallType::Alias:
        return "a";
    }
    return "u";
}

QByteArray typeBadge(CallType type)
{
    const QByteArray name =
        type == CallType::Unknown ? QByteArray("unknown") : callTypeName(type).toByteArray();
    const QByteArray letter = type == CallType::Unknown ? QByteArray("?") : name.left(1).toUpper();
    return "<i class=\"b " + typeClass(type).toByteArray() + "\" title=\"" + name + "\">" + letter + "</i>";
}

QByteArray groupedNumber(quint64 number)
{
    QByteArray text = QByteArray::number(number);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, ',');
    return text;
}

QByteArray htmlCell(QByteArrayView text, qsizetype characters)
{
    return "<td>" + xmlText(cutText(text.toByteArray(), characters)) + "</td>";
}

QByteArray htmlCell(quint64 number)
{
    return "<td class=\"r\">" + groupedNumber(number) + "</td>";
}

} // namespace spectap
