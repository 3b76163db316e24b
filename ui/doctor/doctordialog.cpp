// SPDX-License-Identifier: MIT
#include "ui/doctor/doctordialog.h"

#include "ui/theme/fonts.h"
#include "ui/theme/severityglyphs.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTimerEvent>
#include <QVBoxLayout>

namespace spectap {

namespace {

constexpr int LookInterval = 1000;
constexpr QSize FirstSize(620, 460);

QLabel *words(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

DoctorDialog::DoctorDialog(QWidget *parent)
    : QDialog(parent)
    , m_summary(words({}, this))
    , m_list(new QVBoxLayout)
{
    setObjectName(QStringLiteral("doctor"));
    setWindowTitle(tr("Connection doctor"));
    resize(FirstSize);
    m_summary->setFont(scaledFont(font(), CallTitle, QFont::DemiBold));

    auto *contents = new QWidget;
    auto *column = new QVBoxLayout(contents);
    m_list->setSpacing(14);
    column->addLayout(m_list);
    auto *unseen = words(tr("What cannot be seen from here"), contents);
    unseen->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    column->addSpacing(18);
    column->addWidget(unseen);
    for (const QByteArray &cause : unseenCauses())
        column->addWidget(words(QString::fromUtf8(cause), contents));
    column->addStretch(1);

    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(contents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *all = new QVBoxLayout(this);
    all->addWidget(m_summary);
    all->addWidget(area, 1);
    all->addWidget(buttons);
}

void DoctorDialog::setClients(const std::vector<ClientFacts> &clients, const QByteArray &here, Micros now)
{
    std::vector<Entry> entries;
    std::vector<Entry> sound;
    for (const ClientFacts &client : clients) {
        const std::vector<Diagnosis> found = diagnose(client, here, now);
        for (const Diagnosis &diagnosis : found) {
            entries.push_back({diagnosis.severity, QString::fromUtf8(diagnosis.client),
                QString::fromUtf8(diagnosis.observed), QString::fromUtf8(diagnosis.remedy)});
        }
        if (found.empty() && isSound(client)) {
            sound.push_back({Severity::Ok, QString::fromUtf8(clientName(client)),
                tr("Its calls arrive at %1.").arg(QString::fromUtf8(client.host)), {}});
        }
    }
    const auto wrong = entries.size();
    QString summary;
    if (here.isEmpty())
        summary = tr("Spectap is not listening, so no client can reach it.");
    else if (wrong > 0)
        summary =
            tr("%n problem(s) seen at %1", nullptr, static_cast<int>(wrong)).arg(QString::fromUtf8(here));
    else if (!sound.empty())
        summary = tr("Every connection to %1 is fine").arg(QString::fromUtf8(here));
    else
        summary = tr("No client has reached %1 yet").arg(QString::fromUtf8(here));
    if (summary != m_summary->text())
        m_summary->setText(summary);
    entries.insert(entries.end(), sound.begin(), sound.end());
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    rebuild();
}

void DoctorDialog::rebuild()
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Entry &entry : m_entries)
        m_list->addWidget(makeEntry(entry));
}

QWidget *DoctorDialog::makeEntry(const Entry &entry)
{
    auto *widget = new QWidget(this);
    widget->setAccessibleName(entry.client);
    widget->setAccessibleDescription(entry.observed + u' ' + entry.remedy);
    auto *glyph = new QLabel(widget);
    glyph->setPixmap(severityIcon(entry.severity).pixmap(QSize(16, 16), devicePixelRatioF()));
    auto *client = words(entry.client, widget);
    client->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    auto *column = new QVBoxLayout;
    column->setSpacing(3);
    column->addWidget(client);
    column->addWidget(words(entry.observed, widget));
    if (!entry.remedy.isEmpty()) {
        auto *copy = new QPushButton(tr("Copy"), widget);
        copy->setToolTip(tr("Copy what to do"));
        connect(copy, &QPushButton::clicked, copy,
            [remedy = entry.remedy] { QApplication::clipboard()->setText(remedy); });
        auto *line = new QHBoxLayout;
        line->addWidget(words(entry.remedy, widget), 1);
        line->addWidget(copy, 0, Qt::AlignTop);
        column->addLayout(line);
    }
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins({});
    row->addWidget(glyph, 0, Qt::AlignTop);
    row->addLayout(column, 1);
    return widget;
}

void DoctorDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (m_timer == 0)
        m_timer = startTimer(LookInterval);
    emit lookRequested();
}

void DoctorDialog::hideEvent(QHideEvent *event)
{
    if (m_timer != 0)
        killTimer(std::exchange(m_timer, 0));
    QDialog::hideEvent(event);
}

void DoctorDialog::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer)
        emit lookRequested();
}

} // namespace spectap
