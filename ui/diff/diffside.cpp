// SPDX-License-Identifier: MIT
#include "ui/diff/diffside.h"

#include "ui/diff/diffclauses.h"
#include "ui/diff/diffwords.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/markwidgets.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Kinds{FieldChange::Gone, FieldChange::TypeChanged, FieldChange::FormatChanged,
    FieldChange::Renamed, FieldChange::Added, FieldChange::ValueChanged, FieldChange::Same};
constexpr int ChangeRole = Qt::UserRole;
constexpr int SeqRole = Qt::UserRole;
constexpr qsizetype MostNamed = 8;
constexpr qsizetype LongestValue = 120;

QTreeWidget *plainList(const QString &name, const QString &accessible, int columns, QWidget *parent)
{
    auto *list = new QTreeWidget(parent);
    list->setObjectName(name);
    list->setAccessibleName(accessible);
    list->setColumnCount(columns);
    list->setHeaderHidden(true);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setAllColumnsShowFocus(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->header()->setStretchLastSection(false);
    for (int column = 0; column < columns; ++column)
        list->header()->setSectionResizeMode(
            column, column == 1 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    return list;
}

/// A place in an array says nothing without the array: "products.1".
QString shortName(const CallDiff &diff, int field)
{
    const DiffField &of = diff.fields()[std::size_t(field)];
    QByteArray name = diff.name(field, DiffSide::A);
    if (of.item && of.parent >= 0)
        name.prepend(diff.name(of.parent, DiffSide::A) + '.');
    return QString::fromUtf8(name);
}

} // namespace

DiffSidePanel::DiffSidePanel(const SessionDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
{
    setObjectName(u"diffSide"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    addTitle(tr("Difference"));
    buildCounts();
    addTitle(tr("Verdict"));
    buildVerdict();
    m_selectedTitle = addTitle({});
    buildSelected();
    addTitle(tr("Other calls to compare with B"));
    buildOthers();
    buildButtons();
    setCalls(nullptr);
}

QLabel *DiffSidePanel::addTitle(const QString &text)
{
    auto *title = new QLabel(text, this);
    title->setFont(scaledFont(font(), SmallText, QFont::DemiBold));
    title->setBackgroundRole(QPalette::Window);
    title->setAutoFillBackground(true);
    title->setContentsMargins(9, 3, 9, 3);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    layout()->addWidget(title);
    return title;
}

void DiffSidePanel::buildCounts()
{
    m_counts = plainList(u"diffCounts"_s, tr("Changes by kind"), 3, this);
    m_counts->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const FieldChange change : Kinds) {
        auto *item = new QTreeWidgetItem(m_counts, {changeWords(change)});
        item->setIcon(0, changeIcon(change));
        item->setData(0, ChangeRole, int(change));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        item->setFont(1, scaledFont(font(), SmallText));
        item->setFont(2, scaledFont(font(), 1.0, QFont::DemiBold));
    }
    m_counts->setFixedHeight(int(Kinds.size()) * m_counts->sizeHintForRow(0) + 4);
    connect(m_counts, &QTreeWidget::itemClicked, m_counts, &QTreeWidget::itemActivated);
    connect(m_counts, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        emit changeRequested(static_cast<FieldChange>(item->data(0, ChangeRole).toInt()));
    });
    layout()->addWidget(m_counts);
}

void DiffSidePanel::buildVerdict()
{
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(u"diffVerdict"_s);
    m_verdict->setTextFormat(Qt::RichText);
    m_verdict->setContentsMargins(9, 6, 9, 6);
    m_verdict->setWordWrap(true);
    layout()->addWidget(m_verdict);
}

void DiffSidePanel::buildSelected()
{
    m_selected = new QWidget(this);
    auto *column = new QVBoxLayout(m_selected);
    column->setContentsMargins(9, 8, 9, 8);
    column->setSpacing(5);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    m_ring = new QLabel(m_selected);
    m_change = new QLabel(m_selected);
    m_change->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    m_change->setWordWrap(true);
    m_mark = new SeverityMark(m_selected);
    head->addWidget(m_ring, 0, Qt::AlignTop);
    head->addWidget(m_change, 1);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    column->addLayout(head);
    m_values = new QLabel(m_selected);
    m_values->setTextFormat(Qt::RichText);
    m_values->setWordWrap(true);
    m_values->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_values);
    m_words = new QLabel(m_selected);
    m_words->setObjectName(u"diffFinding"_s);
    m_words->setTextFormat(Qt::RichText);
    m_words->setWordWrap(true);
    m_words->setOpenExternalLinks(true);
    m_words->setTextInteractionFlags(Qt::TextBrowserInteraction);
    column->addWidget(m_words);
    auto *ways = new QHBoxLayout;
    for (const DiffSide side : {DiffSide::B, DiffSide::A}) {
        auto *button = new QPushButton(lineIcon(u"filter"_s),
            side == DiffSide::B ? tr("Calls like &B") : tr("Calls like &A"), m_selected);
        button->setObjectName(side == DiffSide::B ? u"diffLikeB"_s : u"diffLikeA"_s);
        connect(button, &QPushButton::clicked, this, [this, side] {
            if (m_field >= 0)
                emit filterRequested(callsLikeFilter(*m_calls, m_field, side));
        });
        m_like[std::size_t(side)] = button;
        ways->addWidget(button);
    }
    ways->addStretch(1);
    column->addLayout(ways);
    layout()->addWidget(m_selected);
}

void DiffSidePanel::buildOthers()
{
    m_others = plainList(u"diffOthers"_s, tr("Other calls to compare with B"), 3, this);
    connect(m_others, &QTreeWidget::itemActivated, this,
        [this](const QTreeWidgetItem *item) { emit callRequested(item->data(0, SeqRole).toUInt()); });
    qobject_cast<QVBoxLayout *>(layout())->addWidget(m_others, 1);
}

void DiffSidePanel::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(9, 6, 9, 6);
    m_copy = new QPushButton(lineIcon(u"copy"_s), tr("Copy as &Markdown"), bar);
    m_copy->setObjectName(u"diffCopy"_s);
    m_save = new QPushButton(lineIcon(u"export"_s), tr("&Save diff\u2026"), bar);
    m_save->setObjectName(u"diffSave"_s);
    connect(m_copy, &QPushButton::clicked, this, &DiffSidePanel::copyRequested);
    connect(m_save, &QPushButton::clicked, this, &DiffSidePanel::saveRequested);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    row->addStretch(1);
    layout()->addWidget(bar);
}

void DiffSidePanel::setCalls(std::shared_ptr<const ComparedCalls> calls)
{
    m_calls = calls && calls->a ? std::move(calls) : nullptr;
    m_copy->setEnabled(m_calls != nullptr);
    m_save->setEnabled(m_calls != nullptr);
    m_verdicts = m_calls ? DiffVerdicts(*m_calls) : DiffVerdicts();
    showCounts();
    showVerdict();
    showOthers();
    setField(-1);
}

void DiffSidePanel::showCounts()
{
    QHash<FieldChange, QStringList> names;
    if (m_calls) {
        for (const int field : m_calls->diff.changes()) {
            QStringList &known = names[m_calls->diff.fields()[std::size_t(field)].change];
            if (known.size() < MostNamed)
                known << shortName(m_calls->diff, field);
        }
    }
    for (int row = 0; row < m_counts->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_counts->topLevelItem(row);
        const auto change = static_cast<FieldChange>(item->data(0, ChangeRole).toInt());
        const quint32 count = m_calls ? m_calls->diff.counts()[std::size_t(change)] : 0;
        item->setText(1, names.value(change).join(u", "_s));
        item->setText(2, countText(count));
        item->setToolTip(1, item->text(1));
        item->setDisabled(count == 0 || change == FieldChange::Same);
    }
}

void DiffSidePanel::showVerdict()
{
    if (!m_calls) {
        m_verdict->clear();
        return;
    }
    const Theme &theme = themeOf(this);
    QStringList lines;
    for (const DiffSide side : {DiffSide::A, DiffSide::B}) {
        const CallDocument &call = *m_calls->call(side);
        const SeverityCounts counts = severityCounts(call);
        QString words = countWords(counts.errors, counts.warnings, counts.infos);
        if (const QString ingest = ingestShortWords(call.result.ingest); !ingest.isEmpty())
            words += u", "_s + ingest;
        const Severity worst = counts.errors     ? Severity::Error
                               : counts.warnings ? Severity::Warning
                               : counts.infos    ? Severity::Info
                                                 : Severity::Ok;
        lines << u"%1 &nbsp;<span style=\"color:%2\">%3</span>"_s.arg(
            side == DiffSide::A ? tr("A") : tr("B"), theme.of(worst).text.name(), words.toHtmlEscaped());
    }
    m_verdict->setText(lines.join(u"<br>"_s));
}

void DiffSidePanel::showOthers()
{
    m_others->clear();
    if (!m_calls)
        return;
    const RowStore &rows = m_document->rows();
    for (const quint32 seq : m_calls->others) {
        if (seq > rows.size() || seq == m_calls->a->stored.seq)
            continue;
        const CallRow &row = rows[seq - 1];
        auto *item = new QTreeWidgetItem(
            m_others, {u"#%1"_s.arg(seq), QString::fromUtf8(m_document->strings().at(row.name)),
                          clockTimeShort(row.receivedAt)});
        item->setIcon(0, typeIcon(row.type));
        item->setData(0, SeqRole, seq);
        item->setFont(0, monoFont(font(), SmallText));
        item->setFont(2, monoFont(font(), SmallText));
        item->setToolTip(1, tr("Compare with this call (Enter or double-click)"));
    }
}

QString DiffSidePanel::valueLine(int field, DiffSide side) const
{
    QString value = valueWords(m_calls->diff, field, side);
    if (value.size() > LongestValue)
        value = value.left(LongestValue) + u"\u2026"_s;
    const bool sent = m_calls->diff.fields()[std::size_t(field)].node(side) != JsonTape::None;
    const QString shown = sent ? u"<span style=\"font-family:'%1'\">%2</span>"_s.arg(
                                     monoFont(font()).family(), value.toHtmlEscaped())
                               : u"<i>%1</i>"_s.arg(value.toHtmlEscaped());
    return u"%1 &nbsp; %2 <span style=\"color:%3\">%4</span>"_s.arg(side == DiffSide::A ? tr("A") : tr("B"),
        shown, themeOf(this).text3.name(), typeWords(m_calls->diff, field, side));
}

void DiffSidePanel::setField(int field)
{
    m_field = m_calls ? field : -1;
    const bool any = m_field >= 0;
    m_selectedTitle->setVisible(any);
    m_selected->setVisible(any);
    if (!any)
        return;
    const CallDiff &diff = m_calls->diff;
    m_selectedTitle->setText(tr("Selected: %1", "a field").arg(pathWords(diff, field)));
    m_selectedTitle->setToolTip(pathWords(diff, field));
    const int side = fontMetrics().height() - 1;
    const FieldChange change = diff.fields()[std::size_t(field)].change;
    m_ring->setPixmap(changeIcon(change).pixmap(QSize(side, side), devicePixelRatioF()));
    m_ring->setAccessibleName(changeWords(change));
    m_change->setText(changeTitle(diff, field));
    m_values->setText(valueLine(field, DiffSide::A) + u"<br>"_s + valueLine(field, DiffSide::B));
    for (const DiffSide one : {DiffSide::A, DiffSide::B}) {
        const QString query = callsLikeFilter(*m_calls, field, one);
        m_like[std::size_t(one)]->setVisible(!query.isEmpty());
        m_like[std::size_t(one)]->setToolTip(query);
    }
    showFinding(*m_calls->b, DiffSide::B);
}

/// What B has wrong there; where it has nothing wrong, what A has.
void DiffSidePanel::showFinding(const CallDocument &call, DiffSide side)
{
    const int verdict = m_verdicts.verdict(m_field, side);
    const FieldVerdict *field = verdict < 0 ? nullptr : &call.fields[std::size_t(verdict)];
    const auto finding = field ? worstFindingOf(call, *field) : std::nullopt;
    if (!finding) {
        if (side == DiffSide::B) {
            showFinding(*m_calls->a, DiffSide::A);
            return;
        }
        m_mark->hide();
        m_words->hide();
        return;
    }
    const Finding &fact = call.result.findings[*finding];
    m_mark->setSeverity(fact.severity, field->node == JsonTape::None);
    m_mark->show();
    const FindingWords words = wordsFor(call, *finding, m_document->checker().catalogue());
    QString text =
        (side == DiffSide::A ? tr("In A: %1").arg(words.sentence) : words.sentence).toHtmlEscaped();
    if (!words.fix.isEmpty())
        text += u' ' + words.fix.toHtmlEscaped();
    if (!words.fixCode.isEmpty())
        text += u" <span style=\"font-family:'%1'\">%2</span>"_s.arg(
            monoFont(font()).family(), words.fixCode.toHtmlEscaped());
    if (const QString url = docUrl(fact.doc); !url.isEmpty())
        text += u"<br><a href=\"%1\">%2</a>"_s.arg(url.toHtmlEscaped(), tr("Documentation"));
    m_words->setText(text);
    m_words->show();
}

} // namespace spectap
