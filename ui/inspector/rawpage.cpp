// SPDX-License-Identifier: MIT
#include "ui/inspector/rawpage.h"

#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/markwidgets.h"
#include "ui/inspector/rawview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/scaledicon.h"
#include "ui/theme/tokens.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype CutAbove = 5 * 1024 * 1024; ///< larger calls show their first part only
constexpr qsizetype FirstPart = 1024 * 1024;
constexpr qsizetype WaitsAbove = 64 * 1024; ///< larger calls are laid out when the tab is seen

const QString CopyLink = u"copy:"_s;

QToolButton *iconButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(lineIcon(icon));
    setScaledIconSize(button, 14);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

} // namespace

RawPage::RawPage(const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(m_bar);
    m_cut = new HintBar(this);
    column->addWidget(m_cut);
    m_view = new RawView(this);
    column->addWidget(m_view, 1);

    m_strip = new QWidget(this);
    m_strip->setBackgroundRole(QPalette::Base);
    m_strip->setAutoFillBackground(true);
    auto *strip = new QVBoxLayout(m_strip);
    strip->setContentsMargins(10, 7, 10, 8);
    strip->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(7);
    m_mark = new SeverityMark(m_strip);
    m_title = new QLabel(m_strip);
    m_title->setFont(scaledFont(font(), 1.04, QFont::DemiBold));
    m_path = new QLabel(m_strip);
    m_path->setFont(monoFont(font(), SmallText));
    m_path->setForegroundRole(QPalette::PlaceholderText);
    m_place = new QLabel(m_strip);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setFont(scaledFont(font(), SmallText));
    m_tag = new TagLabel(m_strip);
    head->addWidget(m_mark);
    head->addWidget(m_title);
    head->addWidget(m_path, 1);
    head->addWidget(m_place);
    head->addWidget(m_tag);
    strip->addLayout(head);
    m_words = new QLabel(m_strip);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextBrowserInteraction);
    strip->addWidget(m_words);
    column->addWidget(m_strip);

    connect(m_cut, &HintBar::actionTriggered, this, [this] { rebuild(RawDocument::NoLimit); });
    connect(m_words, &QLabel::linkActivated, this, [this](const QString &link) {
        if (link == CopyLink)
            QGuiApplication::clipboard()->setText(m_fixCode);
    });
    connect(m_view, &RawView::currentMarkChanged, this, &RawPage::updateFinding);
    connect(m_view, &RawView::fieldPicked, this, &RawPage::fieldPicked);
    setCall(nullptr);
}

QToolButton *RawPage::addSwitch(QLayout *row, const QString &text, bool on)
{
    auto *button = new QToolButton(m_bar);
    button->setText(text);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setChecked(on);
    row->addWidget(button);
    return button;
}

void RawPage::buildBar()
{
    m_bar = new QWidget(this);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 6, 4);
    row->setSpacing(4);
    m_pretty = addSwitch(row, tr("Pretty"), true);
    m_pretty->setToolTip(
        tr("One field per line. White space is Spectap's; every name and value is as sent."));
    m_asSent = addSwitch(row, tr("As sent"), false);
    m_asSent->setToolTip(tr("The bytes of the call, exactly as received"));
    connect(m_pretty, &QToolButton::clicked, this, [this] { setForm(RawDocument::Form::Pretty); });
    connect(m_asSent, &QToolButton::clicked, this, [this] { setForm(RawDocument::Form::AsSent); });
    m_info = new QLabel(m_bar);
    m_info->setFont(scaledFont(font(), SmallText));
    m_info->setForegroundRole(QPalette::PlaceholderText);
    m_info->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addSpacing(6);
    row->addWidget(m_info, 1);
    m_position = new QLabel(m_bar);
    m_position->setFont(scaledFont(font(), SmallText));
    row->addWidget(m_position);
    m_previous = iconButton(u"chevu"_s, tr("Previous problem"), m_bar);
    m_next = iconButton(u"chevd"_s, tr("Next problem"), m_bar);
    m_wrap = iconButton(u"wrap"_s, tr("Wrap long lines"), m_bar);
    m_wrap->setCheckable(true);
    connect(m_previous, &QToolButton::clicked, this, [this] { stepProblem(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { stepProblem(1); });
    connect(m_wrap, &QToolButton::toggled, this, [this](bool on) { m_view->setWrapped(on); });
    for (QToolButton *button : {m_previous, m_next, m_wrap})
        row->addWidget(button);
}

void RawPage::setCall(std::shared_ptr<const CallDocument> call)
{
    m_call = std::move(call);
    setEnabled(m_call != nullptr);
    m_field = -1;
    // Stepping through large calls in another tab must not wait for a text that nobody sees.
    m_waiting = m_call && !isVisible() && m_call->stored.call.length > WaitsAbove;
    if (!m_waiting)
        rebuildForSize();
}

void RawPage::rebuildForSize()
{
    const bool large = m_call && m_call->stored.call.length > CutAbove;
    rebuild(large ? FirstPart : RawDocument::NoLimit);
}

void RawPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_waiting, false)) {
        rebuildForSize();
        m_view->setCurrentField(m_field);
    }
}

void RawPage::setForm(RawDocument::Form form)
{
    if (form == m_form)
        return;
    m_form = form;
    m_pretty->setChecked(form == RawDocument::Form::Pretty);
    m_asSent->setChecked(form == RawDocument::Form::AsSent);
    const int field = m_view->currentField();
    // A body sent in one line is only readable wrapped.
    m_wrap->setChecked(form == RawDocument::Form::AsSent);
    setCall(m_call);
    setCurrentField(field);
}

void RawPage::rebuild(qsizetype limit)
{
    RawDocument content;
    std::vector<QString> notes;
    if (m_call) {
        content = RawDocument(*m_call, m_form, limit);
        for (quint32 i = 0; i < m_call->result.findings.size(); ++i)
            notes.push_back(wordsFor(*m_call, i, m_catalogue).note);
    }
    if (content.isCut()) {
        m_cut->setHint(Severity::Info,
            tr("The first %1 of %2 are shown.")
                .arg(QLocale().formattedDataSize(limit), QLocale().formattedDataSize(content.byteCount())));
        m_cut->setAction(tr("Load all"));
    } else {
        m_cut->setHint(Severity::Info, {});
    }
    m_view->setContent(std::move(content), std::move(notes));
    updateInfo();
}

void RawPage::updateInfo()
{
    const RawDocument &content = m_view->content();
    m_info->clear();
    if (!m_call)
        return;
    QStringList parts;
    switch (content.content()) {
    case RawDocument::Content::Json:
        parts << tr("UTF-8");
        break;
    case RawDocument::Content::Text:
        parts << tr("Text, not JSON");
        break;
    case RawDocument::Content::Hex:
        parts << tr("Bytes, not text");
        break;
    }
    parts << tr("%1 bytes").arg(QLocale().toString(content.byteCount()));
    if (m_call->view.tape && m_call->view.count > 1)
        parts << tr("item %1 of %2 in batch").arg(m_call->view.index + 1).arg(m_call->view.count);
    m_info->setText(parts.join(u", "_s));
    m_info->setToolTip(m_info->text());
}

void RawPage::updateFinding()
{
    const auto &problems = m_view->problems();
    const int current = m_view->currentMark();
    const auto here = std::ranges::find(problems, current);
    const int count = static_cast<int>(problems.size());
    m_position->setText(count == 0 ? QString()
                        : here == problems.end()
                            ? (count == 1 ? tr("1 problem") : tr("%1 problems").arg(count))
                            : tr("Problem %1 of %2").arg(here - problems.begin() + 1).arg(count));
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);

    const auto &marks = m_view->content().marks();
    const bool known = m_call && current >= 0 && std::size_t(current) < marks.size() &&
                       marks[std::size_t(current)].finding < m_call->result.findings.size();
    m_strip->setVisible(known);
    if (!known)
        return;
    const RawMark &mark = marks[std::size_t(current)];
    const Finding &finding = m_call->result.findings[mark.finding];
    const FindingWords words = wordsFor(*m_call, mark.finding, m_catalogue);
    m_mark->setSeverity(finding.severity, mark.missing);
    m_title->setText(words.title);
    m_path->setText(pathOfPointer(finding.pointer));
    m_place->setText(
        tr("Ln %1, Col %2").arg(mark.line + 1).arg(mark.begin - m_view->content().lineStart(mark.line) + 1));
    m_tag->setText(tagOf(finding.set));
    m_fixCode = words.fixCode;
    QString html = u"%1 %2"_s.arg(words.sentence.toHtmlEscaped(), words.fix.toHtmlEscaped());
    if (!m_fixCode.isEmpty()) {
        html += u" <span style=\"font-family:'%1'\">%2</span> &nbsp;<a href=\"%3\">%4</a>"_s.arg(
            monoFont(font()).family(), m_fixCode.toHtmlEscaped(), CopyLink,
            tr("Copy", "the fix to the clipboard"));
    }
    m_words->setText(html);
}

void RawPage::setCurrentField(int field)
{
    m_field = field;
    if (!m_waiting)
        m_view->setCurrentField(field);
}

void RawPage::stepProblem(int direction)
{
    const auto &problems = m_view->problems();
    if (problems.empty())
        return;
    const int current = m_view->currentMark();
    // From wherever the cursor is, around at the ends.
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(problems, current);
        m_view->showMark(next == problems.end() ? problems.front() : *next);
    } else {
        const auto next = std::ranges::lower_bound(problems, current);
        m_view->showMark(current < 0 || next == problems.begin() ? problems.back() : *(next - 1));
    }
    if (m_view->currentField() >= 0)
        emit fieldPicked(m_view->currentField());
}

} // namespace spectap
