// SPDX-License-Identifier: MIT
#include "ui/inspector/explanationpanel.h"

#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/markwidgets.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QUrl>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

const QString CopyLink = u"copy:"_s;

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
    connect(m_fix.text, &QLabel::linkActivated, this, [this](const QString &link) {
        if (link == CopyLink)
            QGuiApplication::clipboard()->setText(m_fixCode);
    });
    m_doc = new QLabel(content);
    m_doc->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_doc, &QLabel::linkActivated, this,
        [](const QString &link) { QDesktopServices::openUrl(QUrl(link)); });
    grid->addWidget(m_doc, grid->rowCount(), 0, 1, 2, Qt::AlignRight);
    grid->setRowStretch(grid->rowCount(), 1);
    setWidget(content);
    applyFonts();
    setField(nullptr, -1);
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
    return {340, fontMetrics().height() * 11 + 16};
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
    for (const Row &row : {m_rule, m_expected, m_actual, m_fix, m_also, m_means})
        setRow(row, {});
    m_doc->clear();
    m_fixCode.clear();
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
    if (m_doc->text().isEmpty() && !field.doc.isEmpty())
        showSource(field.doc);
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
    if (!fact.doc.isEmpty())
        showSource(fact.doc);
}

/// A page of the docs to open, or the place in a tracking plan.
void ExplanationPanel::showSource(const QByteArray &doc)
{
    const QString place = planPlace(doc);
    m_doc->setText(place.isEmpty()
                       ? u"<a href=\"%1\">%2</a>"_s.arg(docUrl(doc).toHtmlEscaped(), tr("Open in the Spec"))
                       : tr("In the plan %1").arg(mono(place)));
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
