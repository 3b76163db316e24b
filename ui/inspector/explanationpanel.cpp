// SPDX-License-Identifier: MIT
#include "ui/inspector/explanationpanel.h"

#include "model/spec/pointerpattern.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/markwidgets.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

const QString CopyLink = u"copy:"_s;
const QString SpecLink = u"spec:"_s;

} // namespace

ExplanationPanel::ExplanationPanel(const Catalogue &catalogue, QWidget *parent)
    : QScrollArea(parent)
    , m_catalogue(catalogue)
{
    setObjectName(u"explanation"_s);
    setAccessibleName(tr("Explanation of the selected field"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *content = new QWidget(this);
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);

    auto *head = new QHBoxLayout;
    head->setSpacing(7);
    m_mark = new SeverityMark(content);
    m_title = new QLabel(content);
    m_path = new QLabel(content);
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_path->setForegroundRole(QPalette::PlaceholderText);
    m_tag = new TagLabel(content);
    head->addWidget(m_mark);
    head->addWidget(m_title);
    head->addWidget(m_path, 1);
    head->addWidget(m_tag);
    grid->addLayout(head, 0, 0, 1, 2);

    m_rule = addRow(grid, tr("Rule"));
    m_expected = addRow(grid, tr("Expected"));
    m_actual = addRow(grid, tr("Actual"));
    m_fix = addRow(grid, tr("Fix"));
    m_also = addRow(grid, tr("Also"));
    m_means = addRow(grid, tr("Means"));
    m_seen = addRow(grid, tr("Seen"));
    connect(m_fix.text, &QLabel::linkActivated, this, [this](const QString &link) {
        if (link == CopyLink)
            QGuiApplication::clipboard()->setText(m_fixCode);
    });
    addButtons(grid);
    grid->setRowStretch(grid->rowCount(), 1);
    setWidget(content);
    applyFonts();
    setField(nullptr, -1);
}

void ExplanationPanel::addButtons(QGridLayout *grid)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    m_buttons = new QWidget(grid->parentWidget());
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 2, 0, 0);
    row->setSpacing(6);
    m_only = new QPushButton(lineIcon(u"filter"_s), {}, m_buttons);
    m_only->setObjectName(u"explanationOnly"_s);
    m_only->setToolTip(tr("Show only the calls with this finding"));
    connect(m_only, &QPushButton::clicked, this, [this] {
        if (m_selection)
            emit onlyRequested(*m_selection);
    });
    m_mute = new QPushButton(lineIcon(u"mute"_s), tr("Mute rule\u2026"), m_buttons);
    m_mute->setObjectName(u"explanationMute"_s);
    m_mute->setToolTip(tr("Stop hearing of this finding"));
    auto *menu = new QMenu(m_mute);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        fillMuteMenu(menu);
    });
    m_mute->setMenu(menu);
    row->addWidget(m_only);
    row->addWidget(m_mute);
    m_doc = new QLabel(grid->parentWidget());
    m_doc->setObjectName(u"explanationLinks"_s);
    m_doc->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_doc, &QLabel::linkActivated, this, [this](const QString &link) {
        if (link == SpecLink)
            emit specRequested(m_specId, m_specCall, m_specPath);
        else
            QDesktopServices::openUrl(QUrl(link));
    });
    line->addWidget(m_buttons);
    line->addStretch(1);
    line->addWidget(m_doc);
    grid->addLayout(line, grid->rowCount(), 0, 1, 2);
}

void ExplanationPanel::fillMuteMenu(QMenu *menu)
{
    if (m_selection && m_selection->rule)
        emit muteMenuRequested(menu, {*m_selection->rule, m_selection->event, m_selection->pattern});
}

void ExplanationPanel::addWays(QMenu *menu)
{
    if (m_selection)
        fillMuteMenu(menu->addMenu(lineIcon(u"mute"_s), tr("&Mute rule")));
    if (m_inSpec) {
        connect(menu->addAction(tr("Show in &Spec")), &QAction::triggered, this,
            [this] { emit specRequested(m_specId, m_specCall, m_specPath); });
    }
}

ExplanationPanel::Row ExplanationPanel::addRow(QGridLayout *grid, const QString &name)
{
    const int row = grid->rowCount();
    Row result{new QLabel(name, widget()), new QLabel(widget())};
    result.text->setWordWrap(true);
    result.text->setTextFormat(Qt::RichText);
    result.text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    result.text->setFocusPolicy(Qt::TabFocus);
    result.text->setAccessibleName(name);
    result.name->setBuddy(result.text);
    result.name->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(result.name, row, 0, Qt::AlignTop);
    grid->addWidget(result.text, row, 1);
    return result;
}

QSize ExplanationPanel::sizeHint() const
{
    return {340, fontMetrics().height() * 13 + 16};
}

void ExplanationPanel::applyFonts()
{
    const QFont base = font();
    m_title->setFont(scaledFont(base, 1.04, QFont::DemiBold));
    m_path->setFont(monoFont(base, SmallText));
}

void ExplanationPanel::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_title)
        applyFonts();
}

QString ExplanationPanel::mono(const QString &text, const QColor &color) const
{
    const QString family = monoFont(font()).family();
    const QString ink = color.isValid() ? u"; color:%1"_s.arg(color.name()) : QString();
    return u"<span style=\"font-family:'%1'%2\">%3</span>"_s.arg(family, ink, text.toHtmlEscaped());
}

void ExplanationPanel::setRow(const Row &row, const QString &html)
{
    row.text->setText(html);
    row.name->setVisible(!html.isEmpty());
    row.text->setVisible(!html.isEmpty());
}

void ExplanationPanel::setTitle(
    Severity severity, bool missing, const QString &title, const QString &path, const QString &tag)
{
    m_mark->setSeverity(severity, missing);
    m_mark->setVisible(!title.isEmpty());
    m_title->setText(title);
    m_path->setText(path);
    m_tag->setText(tag);
}

void ExplanationPanel::setField(const CallDocument *call, int index)
{
    const std::optional<FindingSelection> before = std::exchange(m_selection, std::nullopt);
    for (const Row &row : {m_rule, m_expected, m_actual, m_fix, m_also, m_means, m_seen})
        setRow(row, {});
    m_doc->clear();
    m_fixCode.clear();
    m_inSpec = false;
    explain(call, index);
    m_buttons->setVisible(m_selection.has_value());
    setSeen({}, {}, {});
    if (m_selection || before)
        emit explained();
}

void ExplanationPanel::explain(const CallDocument *call, int index)
{
    if (!call) {
        setTitle(Severity::Ok, false, {}, {}, {});
        return;
    }
    if (index < 0 || std::size_t(index) >= call->fields.size()) {
        std::vector<quint32> own;
        for (quint32 i = 0; i < call->result.findings.size(); ++i) {
            if (fieldOfFinding(*call, i) < 0)
                own.push_back(i);
        }
        if (own.empty()) {
            const bool clean = call->result.findings.empty();
            setTitle(Severity::Ok, false, clean ? tr("No findings in this call") : QString(), {}, {});
            return;
        }
        const quint32 worst = *std::ranges::max_element(
            own, {}, [call](quint32 i) { return call->result.findings[i].severity; });
        showFinding(*call, worst);
        showOthers(*call, own, worst);
        return;
    }
    const FieldVerdict &field = call->fields[std::size_t(index)];
    if (const auto worst = worstFindingOf(*call, field)) {
        showFinding(*call, *worst);
        showOthers(*call, field.findings, *worst);
    } else {
        showOrdinary(*call, field);
    }
    setRow(m_means, QString::fromUtf8(field.means).toHtmlEscaped());
    if (m_doc->text().isEmpty())
        showSource(*call, field.pointer, field.doc, !field.expected.isEmpty() || !field.doc.isEmpty());
}

/// Where it is written: in the spec browser, and on the page of the documentation or in a tracking plan.
void ExplanationPanel::showSource(
    const CallDocument &call, QByteArrayView pointer, const QByteArray &doc, bool inSpec)
{
    const int event = call.result.event;
    m_specId = event >= 0 && std::size_t(event) < m_catalogue.events.size()
                   ? m_catalogue.events[std::size_t(event)].id
                   : QByteArray();
    m_specCall = call.facts.type;
    m_specPath = dottedPath(pointerPattern(pointer));
    QStringList links;
    const QString link = u"<a href=\"%1\">%2</a>"_s;
    m_inSpec = inSpec && m_specCall != CallType::Unknown;
    if (m_inSpec)
        links << link.arg(SpecLink, tr("Show in Spec"));
    if (const QString place = planPlace(doc); !place.isEmpty())
        links << tr("In the plan %1").arg(mono(place));
    else if (!doc.isEmpty())
        links << link.arg(docUrl(doc).toHtmlEscaped(), tr("Documentation"));
    m_doc->setText(links.join(u" &nbsp; "_s));
}

void ExplanationPanel::setSeen(const Sightings &seen, const QString &from, const QString &to)
{
    m_only->setText(seen.calls > 0 ? tr("Filter these %1").arg(countText(seen.calls)) : tr("Filter these"));
    QString words;
    if (seen.calls == 1)
        words = tr("in this call only");
    else if (seen.calls > 1)
        words = tr("in %1 calls, #%2 at %3 to #%4 at %5")
                    .arg(countText(seen.calls), QString::number(seen.firstSeq), from,
                        QString::number(seen.lastSeq), to);
    setRow(m_seen, words);
}

void ExplanationPanel::showFinding(const CallDocument &call, quint32 finding)
{
    const Theme &theme = themeOf(this);
    const Finding &fact = call.result.findings[finding];
    const FindingWords words = wordsFor(call, finding, m_catalogue);
    setTitle(fact.severity, fact.rule == Rule::Required || fact.rule == Rule::PlanRequired, words.title,
        pathOfPointer(fact.pointer), tagOf(fact.set));

    const QString specId = specIdOf(call, fact, m_catalogue);
    const QString rule = mono(QString::fromLatin1(ruleName(fact.rule)));
    setRow(m_rule, specId.isEmpty() ? rule : tr("%1 in %2", "rule, spec entry").arg(rule, mono(specId)));
    if (!words.expected.isEmpty())
        setRow(m_expected, mono(words.expected));
    if (!words.actual.isEmpty())
        setRow(m_actual, mono(words.actual, theme.of(fact.severity).text));
    m_fixCode = words.fixCode;
    QString fix = words.fix.toHtmlEscaped();
    if (!m_fixCode.isEmpty()) {
        fix += u" "_s + mono(m_fixCode) +
               u" &nbsp;<a href=\"%1\">%2</a>"_s.arg(CopyLink, tr("Copy", "the fix to the clipboard"));
    }
    setRow(m_fix, fix);
    m_selection = FindingSelection{.rule = fact.rule,
        .event = EventKey{call.facts.type, call.facts.name.toByteArray()},
        .source = {},
        .pattern = pointerPattern(fact.pointer)};
    const bool unknown = fact.rule == Rule::CustomEvent || fact.rule == Rule::CustomProperty;
    showSource(call, fact.pointer, fact.doc, fact.set == RuleSet::Spec && !unknown);
}

void ExplanationPanel::showOthers(
    const CallDocument &call, const std::vector<quint32> &findings, quint32 shown)
{
    QStringList sentences;
    for (const quint32 index : findings) {
        if (index != shown && index < call.result.findings.size())
            sentences << wordsFor(call, index, m_catalogue).sentence.toHtmlEscaped();
    }
    setRow(m_also, sentences.join(u"<br>"_s));
}

void ExplanationPanel::showOrdinary(const CallDocument &call, const FieldVerdict &field)
{
    const QString path = pathOfPointer(field.pointer);
    switch (field.state) {
    case FieldVerdict::State::Missing:
        setTitle(Severity::Error, true, tr("Missing, required"), path, {});
        break;
    case FieldVerdict::State::NotSent:
        setTitle(Severity::Info, false, tr("Documented, not sent"), path, {});
        break;
    case FieldVerdict::State::Custom:
        setTitle(Severity::Info, false, tr("Custom"), path, {});
        setRow(m_fix, tr("Nothing, if it is meant so. The Spec does not document this field."));
        break;
    case FieldVerdict::State::Conforms:
    case FieldVerdict::State::Problem:
        setTitle(Severity::Ok, false, tr("As documented"), path, {});
        break;
    }
    if (!field.expected.isEmpty())
        setRow(m_expected, mono(QString::fromUtf8(field.expected)));
    if (field.node != JsonTape::None) {
        const JsonNode &node = call.tape[field.node];
        const QString kind = kindWord(node.kind);
        const bool scalar = node.kind != JsonKind::Object && node.kind != JsonKind::Array;
        QString value =
            scalar ? QString::fromUtf8(call.tape.raw(field.node)
                                           .first(std::min<qsizetype>(call.tape.raw(field.node).size(), 400)))
                   : tr("%1 inside").arg(node.children);
        setRow(m_actual, mono(kind + u' ' + value));
    }
}

} // namespace spectap
